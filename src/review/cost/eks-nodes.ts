import { Decimal } from "decimal.js";
import { blocksOf, type Json, type JsonObject, type Resource } from "../model";
import type { Bill } from "./bill";
import type { CostLine, EstimateContext } from "./estimate";
import { nodeDisks, nodeHours, type PoolSize } from "./pool-size";

/**
 * The nodes of a group on demand. The first type is the one that is expected; the cloud may take any of them, so the
 * range goes from the fewest nodes of the cheapest type to the most of the dearest.
 */
export function onDemandNodes(bill: Bill, types: readonly string[], pool: PoolSize): CostLine[] {
  const lines = types.map((type) =>
    bill.line({ item: `nodes ${type}`, ...nodeHours(pool), unit: "h", table: "ec2.on-demand", price: type }),
  );
  const ranges = lines.flatMap((line) => (line.kind === "priced" && line.range ? [line.range] : []));
  const [first] = lines;
  if (first?.kind !== "priced") return lines;
  const range = {
    low: Decimal.min(...ranges.map(({ low }) => low)),
    high: Decimal.max(...ranges.map(({ high }) => high)),
  };
  return [{ ...first, range }, ...lines.filter(({ kind }) => kind === "unpriced")];
}

/** The instance types of a node group: its own, or that of its launch template. The first is the one that is expected. */
export function instanceTypes(group: Resource, { graph }: EstimateContext): string[] {
  const own = graph.attribute(group, "instance_types");
  if (own.kind === "known" && Array.isArray(own.value)) return own.value.map(String);
  return launchTemplates(group, { graph }).flatMap((template) => {
    const type = graph.attribute(template, "instance_type");
    return type.kind === "known" ? [String(type.value)] : [];
  });
}

export function isSpot(group: Resource, { graph }: EstimateContext): boolean {
  if (group.body.capacity_type === "SPOT") return true;
  return launchTemplates(group, { graph }).some((template) =>
    graph.blocks(template, "instance_market_options").some((options) => options.market_type === "spot"),
  );
}

/** The disks that the launch template gives each node; without one, a node has 20 GiB of gp2. */
export function disks(group: Resource, context: EstimateContext, bill: Bill, pool: PoolSize): CostLine[] {
  const templates = launchTemplates(group, context);
  const volumes = templates.flatMap((template) =>
    context.graph.blocks(template, "block_device_mappings").flatMap((mapping) => blocksOf(mapping.ebs)),
  );
  if (templates.length === 0) {
    const size = bill.number("disk_size", 20) ?? 20;
    return [bill.line({ item: "node disks gp2", ...nodeDisks(pool, size), unit: "GB-month", price: "ebs.gp2" })];
  }
  return volumes.flatMap((volume) => volumeLines(volume, bill, pool));
}

/** What gp3 has without extra cost. https://aws.amazon.com/ebs/pricing/ */
const GP3_IOPS = 3000;
const GP3_THROUGHPUT = 125;

function volumeLines(
  { volume_type, volume_size, iops, throughput }: JsonObject,
  bill: Bill,
  pool: PoolSize,
): CostLine[] {
  const type = typeof volume_type === "string" ? volume_type : "gp2";
  const size = Number(volume_size);
  if (!Number.isFinite(size)) return [bill.unpriced("node disks", "their size is unknown")];
  const extra = (item: string, value: Json | undefined, included: number, unit: string, price: string) =>
    type === "gp3" && Number(value) > included
      ? [bill.line({ item, ...nodeDisks(pool, Number(value) - included), unit, price })]
      : [];
  return [
    bill.line({ item: `node disks ${type}`, ...nodeDisks(pool, size), unit: "GB-month", price: `ebs.${type}` }),
    ...extra("node disk IOPS", iops, GP3_IOPS, "IOPS-month", "ebs.gp3.iops_over_3000"),
    ...extra("node disk throughput", throughput, GP3_THROUGHPUT, "MiB/s-month", "ebs.gp3.throughput_over_125"),
  ];
}

/** What spot nodes can't cost more than: the same nodes on demand. */
export function ceiling(bill: Bill, types: readonly string[], pool: PoolSize): string {
  const line = bill.line({ item: "", ...nodeHours(pool), unit: "h", table: "ec2.on-demand", price: types[0] ?? "" });
  return line.kind === "priced" ? `${line.monthly.toFixed(2)} USD a month` : "unknown";
}

function launchTemplates(group: Resource, { graph }: Pick<EstimateContext, "graph">): Resource[] {
  return graph.references(group, "launch_template").filter(({ type }) => type === "aws_launch_template");
}
