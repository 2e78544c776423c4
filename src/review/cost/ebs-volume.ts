import type { Bill, Item } from "./bill";
import type { CostLine } from "./estimate";

/** A disk of EC2; `undefined` is what only the plan knows. */
export interface EbsVolume {
  readonly type: string | undefined;
  /** GiB. */
  readonly size: number | undefined;
  readonly iops: number | undefined;
  /** MiB/s. */
  readonly throughput: number | undefined;
}

/** What gp3 has without extra cost. https://aws.amazon.com/ebs/pricing/ */
const GP3_IOPS = 3000;
const GP3_THROUGHPUT = 125;

/** The storage of a disk, and what gp3 does beyond its base; `times` says how many such disks there are. */
export function ebsVolume(
  bill: Bill,
  name: string,
  { type, size, iops, throughput }: EbsVolume,
  times: (each: number) => Pick<Item, "quantity" | "range">,
): CostLine[] {
  if (type === undefined || size === undefined) return [bill.unpriced(`${name}s`, "their type or size is unknown")];
  const storage = bill.line({ item: `${name}s ${type}`, ...times(size), price: `ebs.${type}` });
  if (type !== "gp3") return [storage];
  const extra = (item: string, value: number | undefined, included: number, price: string) => {
    if (value === undefined) return [bill.unpriced(item, "their number is unknown")];
    return value > included ? [bill.line({ item, ...times(value - included), price })] : [];
  };
  return [
    storage,
    ...extra(`${name} IOPS`, iops, GP3_IOPS, "ebs.gp3.iops_over_3000"),
    ...extra(`${name} throughput`, throughput, GP3_THROUGHPUT, "ebs.gp3.throughput_over_125"),
  ];
}
