import { blocksOf, type Resource } from "../model";
import type { Bill } from "./bill";
import type { CostLine, EstimateContext } from "./estimate";
import { nodeDisks, nodeHours, type PoolSize } from "./pool-size";

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
  return volumes.map(({ volume_type, volume_size }) => {
    const type = typeof volume_type === "string" ? volume_type : "gp2";
    const size = Number(volume_size);
    return Number.isFinite(size)
      ? bill.line({ item: `node disks ${type}`, ...nodeDisks(pool, size), unit: "GB-month", price: `ebs.${type}` })
      : bill.unpriced("node disks", "their size is unknown");
  });
}

/** What spot nodes can't cost more than: the same nodes on demand. */
export function ceiling(bill: Bill, types: readonly string[], pool: PoolSize): string {
  const line = bill.line({ item: "", ...nodeHours(pool), unit: "h", table: "ec2.on-demand", price: types[0] ?? "" });
  return line.kind === "priced" ? `${line.monthly.toFixed(2)} USD a month` : "unknown";
}

function launchTemplates(group: Resource, { graph }: Pick<EstimateContext, "graph">): Resource[] {
  return graph.references(group, "launch_template").filter(({ type }) => type === "aws_launch_template");
}
