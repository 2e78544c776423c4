import type { Engine } from "../../serving/endpoint-props";

/** An endpoint that versions are released to. */
export interface CanaryTarget {
  readonly name: string;
  readonly engine: Engine;
  readonly mode: "Knative" | "Standard";
}

/** KServe's mode Standard: there is no second revision to split traffic with. */
export function hasOneRevision({ engine, mode }: CanaryTarget): boolean {
  return engine === "kserve" && mode === "Standard";
}
