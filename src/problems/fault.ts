import type { Problem } from "./problem";

/** A problem of one environment, before its file is known. */
export type Fault = Omit<Problem, "source">;
