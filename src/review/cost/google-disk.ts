import type { Bill, Item } from "./bill";
import type { CostLine } from "./estimate";

/** Disk types with billed provisioned IOPS. https://cloud.google.com/compute/disks-image-pricing */
const WITH_IOPS: readonly string[] = ["pd-extreme", "hyperdisk-extreme"];

/** Disk types that are billed by size only. */
const BY_SIZE: readonly string[] = ["pd-standard", "pd-balanced", "pd-ssd"];

/** A Compute Engine disk; `undefined` values are known only in the plan. */
export interface GoogleDisk {
  /** E.g. `pd-balanced`. */
  readonly type: string | undefined;
  /** GB. */
  readonly size: number | undefined;
  readonly iops?: number | undefined;
  /** Kept in two zones. @default false */
  readonly regional?: boolean;
}

/** The cost of a disk by its size, and by its speed if that is billed; `times` is the number of disks. */
export function googleDisk(
  bill: Bill,
  name: string,
  { type, size, iops, regional = false }: GoogleDisk,
  times: (each: number) => Pick<Item, "quantity" | "range"> = (quantity) => ({ quantity }),
): CostLine[] {
  if (type === undefined || size === undefined) {
    return [bill.unpriced(name, "the type or size comes from the image, or is unknown")];
  }
  const price = `${type.replace("-", ".")}${regional ? ".regional" : ""}`;
  const storage = bill.line({ item: `${name} ${type.replace("pd-", "pd.")}`, ...times(size), price });
  if (BY_SIZE.includes(type)) return [storage];
  if (!WITH_IOPS.includes(type))
    return [storage, bill.unpriced(`${name} speed`, `the book has no speed price for ${type}`)];
  return [
    storage,
    iops
      ? bill.line({ item: `${name} IOPS`, ...times(iops), price: `${price}.iops` })
      : bill.unpriced(`${name} IOPS`, "the number is not in the code or unknown"),
  ];
}
