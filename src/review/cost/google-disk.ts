import type { Bill, Item } from "./bill";
import type { CostLine } from "./estimate";

/** Disks whose IOPS are paid for as they are provisioned. https://cloud.google.com/compute/disks-image-pricing */
const WITH_IOPS: readonly string[] = ["pd-extreme", "hyperdisk-extreme"];

/** Kinds of disk whose whole price is that of the size. */
const BY_SIZE: readonly string[] = ["pd-standard", "pd-balanced", "pd-ssd"];

/** A disk of Compute Engine; `undefined` is what only the plan knows. */
export interface GoogleDisk {
  /** E.g. `pd-balanced`. */
  readonly type: string | undefined;
  /** GB. */
  readonly size: number | undefined;
  readonly iops?: number | undefined;
  /** Kept in two zones. @default false */
  readonly regional?: boolean;
}

/** A disk by its size, and by its speed where that is paid for; `times` says how many such disks there are. */
export function googleDisk(
  bill: Bill,
  name: string,
  { type, size, iops, regional = false }: GoogleDisk,
  times: (each: number) => Pick<Item, "quantity" | "range"> = (quantity) => ({ quantity }),
): CostLine[] {
  if (type === undefined || size === undefined) {
    return [bill.unpriced(name, "the type or size is that of the image, or unknown")];
  }
  const price = `${type.replace("-", ".")}${regional ? ".regional" : ""}`;
  const storage = bill.line({ item: `${name} ${type.replace("pd-", "pd.")}`, ...times(size), price });
  if (BY_SIZE.includes(type)) return [storage];
  if (!WITH_IOPS.includes(type)) return [storage, bill.unpriced(`${name} speed`, `that of ${type} is not in the book`)];
  return [
    storage,
    iops
      ? bill.line({ item: `${name} IOPS`, ...times(iops), price: `${price}.iops` })
      : bill.unpriced(`${name} IOPS`, "their number is not in the code, or unknown"),
  ];
}
