import { Decimal } from "decimal.js";
import { blocksOf, isScalar, type Resource } from "../model";
import type { Bill } from "./bill";
import { ebsVolume } from "./ebs-volume";
import type { CostLine, EstimateContext, PricedLine } from "./estimate";
import { isSpot, launchTemplates, templateTypes, templateVolumes } from "./launch-template";
import { nodeDisks, nodeHours, type PoolSize } from "./pool-size";

/** On-demand prices are fixed; spot prices vary, and the table has their average. */
const CAPACITIES = {
  ON_DEMAND: { table: "ec2.on-demand", prefix: "" },
  SPOT: { table: "ec2.spot", prefix: "spot " },
} as const;

type Capacity = keyof typeof CAPACITIES;

export function isPricedCapacity(capacity: string): capacity is Capacity {
  return Object.hasOwn(CAPACITIES, capacity);
}

/**
 * The nodes of a group. The first type is the expected one; the cloud may use any of them, so the range goes from the
 * fewest nodes of the cheapest type to the most of the most expensive. Spot costs at most the on-demand price.
 */
export function nodes(
  bill: Bill,
  capacity: Capacity,
  types: readonly string[],
  pool: PoolSize,
  name = "nodes",
): CostLine[] {
  const lines = types.map((type) => nodesOf(bill, capacity, type, pool, name));
  const unpriced = lines.filter(({ kind }) => kind === "unpriced");
  const [first] = lines;
  if (first?.kind !== "priced") return unpriced;
  const ceilings = capacity === "SPOT" ? types.map((type) => nodesOf(bill, "ON_DEMAND", type, pool, name)) : [];
  const ranges = [...lines, ...ceilings].filter(isPriced).flatMap(({ range }) => (range ? [range] : []));
  const range = {
    low: Decimal.min(...ranges.map(({ low }) => low)),
    high: Decimal.max(...ranges.map(({ high }) => high)),
  };
  return [{ ...first, range }, ...unpriced];
}

function nodesOf(bill: Bill, capacity: Capacity, type: string, pool: PoolSize, name: string): CostLine {
  const { table, prefix } = CAPACITIES[capacity];
  return bill.line({ item: `${prefix}${name} ${type}`, role: "machine", ...nodeHours(pool), table, price: type });
}

function isPriced(line: CostLine): line is PricedLine {
  return line.kind === "priced";
}

/** The default type of a group. https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
const DEFAULT_TYPE = "t3.medium";

/** The instance types of a node group: its own, or that of its launch template; none if they are unknown. */
export function instanceTypes(group: Resource, { graph }: EstimateContext): string[] {
  const own = graph.attribute(group, "instance_types");
  if (own.kind === "known") return Array.isArray(own.value) ? own.value.filter(isScalar).map(String) : [];
  if (own.kind === "unknown") return [];
  if (!hasTemplate(group)) return [DEFAULT_TYPE];
  return templateTypes(launchTemplates(group, graph), graph);
}

/** `ON_DEMAND`, `SPOT` or `CAPACITY_BLOCK`, from the group or its launch template; `undefined` if it is unknown. */
export function capacityType(group: Resource, { graph }: EstimateContext): string | undefined {
  const own = graph.attribute(group, "capacity_type");
  if (own.kind === "unknown") return undefined;
  if (launchTemplates(group, graph).some((template) => isSpot(template, graph))) return "SPOT";
  return own.kind === "known" && isScalar(own.value) ? String(own.value) : "ON_DEMAND";
}

/** The disks of each node from the launch template; without one a node has 20 GiB of gp2. */
export function nodeVolumes(group: Resource, context: EstimateContext, bill: Bill, pool: PoolSize): CostLine[] {
  const times = (each: number) => nodeDisks(pool, each);
  if (!hasTemplate(group)) {
    const volume = { type: "gp2", size: bill.number("disk_size", 20), iops: 0, throughput: 0 };
    return ebsVolume(bill, "node disk", volume, times);
  }
  return templateVolumes(bill, "node disk", launchTemplates(group, context.graph), context.graph, times);
}

function hasTemplate(group: Resource): boolean {
  return blocksOf(group.body.launch_template).length > 0;
}
