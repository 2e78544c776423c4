import { Decimal } from "decimal.js";
import type { ReviewResult } from "../../result";

type CostLine = ReviewResult["cost"]["lines"][number];

/** A part of a bill with its own parts, most expensive first. */
export interface Branch {
  readonly name: string;
  readonly monthly: Decimal;
  readonly branches: readonly Branch[];
}

/** A bill as a tree: stacks, their constructs (or resource types if there are no constructs), and the billed items. */
export function billTree({ lines }: ReviewResult["cost"]): readonly Branch[] {
  return grow(
    lines.filter((line) => line.kind === "priced"),
    [({ stack }) => stack, partOf, ({ item }) => item],
  );
}

type PricedLine = Extract<CostLine, { kind: "priced" }>;
type Name = (line: PricedLine) => string;

function grow(lines: readonly PricedLine[], [nameOf, ...rest]: readonly Name[]): readonly Branch[] {
  if (!nameOf) return [];
  const groups = new Map<string, PricedLine[]>();
  for (const line of lines) {
    const group = groups.get(nameOf(line));
    if (group) group.push(line);
    else groups.set(nameOf(line), [line]);
  }
  return [...groups]
    .map(([name, own]) => ({
      name,
      monthly: own.reduce((sum, { monthly }) => sum.plus(monthly), new Decimal(0)),
      branches: grow(own, rest),
    }))
    .sort((left, right) => right.monthly.cmp(left.monthly));
}

/** `network` for `aws-prod-foundation/network/vpc`; `module.vpc` or the type if the construct is unknown. */
function partOf({ constructPath, address }: PricedLine): string {
  return constructPath?.split("/")[1] ?? /^module\.[\w-]+/.exec(address)?.[0] ?? address.split(".")[0] ?? address;
}
