import type { Bill, Item } from "./bill";
import type { CostLine } from "./estimate";

/** GB of one disk. https://cloud.google.com/compute/docs/disks/local-ssd */
const SIZE_GB = 375;

/** Families that local SSDs are attached to; the others bring theirs, or have none. */
const ATTACHED = /^(n1|n2|n2d|c2|c2d|g2|m1|a2-highgpu|a2-megagpu)-/;

/** Types whose price has them in it. */
const INCLUDED = /-lssd(-metal)?$/;

/** Local SSDs beside a machine, at a price of their own on demand and on spot. */
export function localSsds(
  bill: Bill,
  machineType: string,
  spot: boolean,
  count: number | undefined,
  times: (each: number) => Pick<Item, "quantity" | "range">,
): CostLine[] {
  if (count === 0 || INCLUDED.test(machineType)) return [];
  if (count === undefined) return [bill.unpriced("local SSDs", "their number is unknown")];
  if (!ATTACHED.test(machineType)) return [bill.unpriced("local SSDs", `those of ${machineType} are not in the book`)];
  return [
    bill.line({
      item: "local SSDs",
      ...times(count * SIZE_GB),
      price: `local_ssd.${spot ? "spot" : "on_demand"}`,
    }),
  ];
}
