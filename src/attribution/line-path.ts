import type { CostLine } from "../review";

/** The constructs that a line of the bill is below, without the stack: `["cluster", "pool-gpu", "node-group"]`. */
export function pathOf({ constructPath }: Pick<CostLine, "constructPath">): readonly string[] {
  return constructPath?.split("/").slice(1) ?? [];
}
