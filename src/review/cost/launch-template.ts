import { blocksOf, isScalar, type Resource, type ResourceGraph } from "../model";
import type { Bill, Item } from "./bill";
import { BlockReader } from "./block-reader";
import { ebsVolume } from "./ebs-volume";
import type { CostLine } from "./estimate";

/** The launch templates that the block at `path` refers to, as far as they are in the code. */
export function launchTemplates(resource: Resource, graph: ResourceGraph, path = "launch_template"): Resource[] {
  return graph.references(resource, path).filter(({ type }) => type === "aws_launch_template");
}

/** The known instance types of templates. */
export function templateTypes(templates: readonly Resource[], graph: ResourceGraph): string[] {
  return templates.flatMap((template) => {
    const type = graph.attribute(template, "instance_type");
    return type.kind === "known" && isScalar(type.value) ? [String(type.value)] : [];
  });
}

/** Whether it requests spot capacity; spot is the default market of such a block. */
export function isSpot(resource: Resource, graph: ResourceGraph): boolean {
  return graph
    .blocks(resource, "instance_market_options")
    .some(({ market_type }) => (market_type ?? "spot") === "spot");
}

/** The disks of each machine from its templates. */
export function templateVolumes(
  bill: Bill,
  name: string,
  templates: readonly Resource[],
  graph: ResourceGraph,
  times: (each: number) => Pick<Item, "quantity" | "range">,
): CostLine[] {
  const volumes = templates.flatMap((template) =>
    graph
      .blocks(template, "block_device_mappings")
      .flatMap((mapping) => blocksOf(mapping.ebs))
      .map((block) => new BlockReader(template, block, graph)),
  );
  if (volumes.length === 0) return [bill.unpriced(`${name}s`, "the launch template doesn't define them")];
  return volumes.flatMap((volume) =>
    ebsVolume(
      bill,
      name,
      {
        type: volume.text("volume_type", "gp2"),
        size: volume.number("volume_size"),
        iops: volume.number("iops", 0),
        throughput: volume.number("throughput", 0),
      },
      times,
    ),
  );
}
