import type { Bill, Item } from "./bill";
import type { CostLine } from "./estimate";

/** GB of one disk. https://cloud.google.com/compute/docs/disks/local-ssd */
const SIZE_GB = 375;

/** Families with separately attached local SSDs; other families include them or have none. */
const ATTACHED = /^(n1|n2|n2d|c2|c2d|g2|m1|a2-highgpu|a2-megagpu)-/;

/** Types whose price includes them. */
const INCLUDED = /-lssd(-metal)?$/;

/** Local SSDs attached to a machine, with separate on-demand and spot prices. */
export function localSsds(
  bill: Bill,
  machineType: string,
  spot: boolean,
  count: number | undefined,
  times: (each: number) => Pick<Item, "quantity" | "range">,
): CostLine[] {
  if (count === 0 || INCLUDED.test(machineType)) return [];
  if (count === undefined) return [bill.unpriced("local SSDs", "the number is unknown")];
  if (!ATTACHED.test(machineType))
    return [bill.unpriced("local SSDs", `the book has no price for those of ${machineType}`)];
  return [
    bill.line({
      item: "local SSDs",
      ...times(count * SIZE_GB),
      price: `local_ssd.${spot ? "spot" : "on_demand"}`,
    }),
  ];
}
