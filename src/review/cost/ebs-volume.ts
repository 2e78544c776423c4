import type { Bill, Item } from "./bill";
import type { CostLine } from "./estimate";

/** An EC2 disk; `undefined` values are known only in the plan. */
export interface EbsVolume {
  readonly type: string | undefined;
  /** GiB. */
  readonly size: number | undefined;
  readonly iops: number | undefined;
  /** MiB/s. */
  readonly throughput: number | undefined;
}

/** What gp3 includes at no extra cost. https://aws.amazon.com/ebs/pricing/ */
const GP3_IOPS = 3000;
const GP3_THROUGHPUT = 125;

/** The start of each tier of provisioned IOPS; io1 has one. https://aws.amazon.com/ebs/pricing/ */
const IOPS_TIERS: Readonly<Record<string, readonly (readonly [from: number, price: string])[]>> = {
  io1: [[0, "ebs.io1.iops"]],
  io2: [
    [0, "ebs.io2.iops"],
    [32_000, "ebs.io2.iops.over_32000"],
    [64_000, "ebs.io2.iops.over_64000"],
  ],
};

/** The cost of a disk's storage, and of its speed if that is billed; `times` is the number of disks. */
export function ebsVolume(
  bill: Bill,
  name: string,
  volume: EbsVolume,
  times: (each: number) => Pick<Item, "quantity" | "range">,
): CostLine[] {
  const { type, size } = volume;
  if (type === undefined || size === undefined) return [bill.unpriced(`${name}s`, "their type or size is unknown")];
  return [
    bill.line({ item: `${name}s ${type}`, ...times(size), price: `ebs.${type}` }),
    ...(type === "gp3" ? speedOverBase(bill, name, volume, times) : []),
    ...(Object.hasOwn(IOPS_TIERS, type) ? provisionedIops(bill, name, type, volume.iops, times) : []),
  ];
}

function speedOverBase(
  bill: Bill,
  name: string,
  { iops, throughput }: EbsVolume,
  times: (each: number) => Pick<Item, "quantity" | "range">,
): CostLine[] {
  const extra = (item: string, value: number | undefined, included: number, price: string) => {
    if (value === undefined) return [bill.unpriced(item, "their number is unknown")];
    return value > included ? [bill.line({ item, ...times(value - included), price })] : [];
  };
  return [
    ...extra(`${name} IOPS`, iops, GP3_IOPS, "ebs.gp3.iops_over_3000"),
    ...extra(`${name} throughput`, throughput, GP3_THROUGHPUT, "ebs.gp3.throughput_over_125"),
  ];
}

function provisionedIops(
  bill: Bill,
  name: string,
  type: string,
  iops: number | undefined,
  times: (each: number) => Pick<Item, "quantity" | "range">,
): CostLine[] {
  if (!iops) return [bill.unpriced(`${name} IOPS`, "the number is not in the code or unknown")];
  const tiers = IOPS_TIERS[type] ?? [];
  return tiers.flatMap(([from, price], index) => {
    const end = tiers[index + 1]?.[0] ?? Number.POSITIVE_INFINITY;
    const inTier = Math.min(iops, end) - from;
    const item = from === 0 ? `${name} IOPS` : `${name} IOPS over ${from}`;
    return inTier > 0 ? [bill.line({ item, ...times(inTier), price })] : [];
  });
}
