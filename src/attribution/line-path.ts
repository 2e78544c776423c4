import type { CostLine } from "../review";

/** The construct path of a cost line, without the stack: `["cluster", "pool-gpu", "node-group"]`. */
export function pathOf({ constructPath }: Pick<CostLine, "constructPath">): readonly string[] {
  return constructPath?.split("/").slice(1) ?? [];
}
