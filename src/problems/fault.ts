import type { Problem } from "./problem";

/** A problem of one environment, before it is known which file the environment is from. */
export type Fault = Omit<Problem, "source">;
