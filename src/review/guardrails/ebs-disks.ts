import { blocksOf, type JsonObject, type Resource, type ResourceGraph } from "../model";

/** AWS resources that create disks. */
export const EBS_TYPES = ["aws_ebs_volume", "aws_instance", "aws_launch_template"] as const;

/** The disks that a resource creates, as far as the code describes them; the rest comes from the machine image. */
export function ebsDisks(graph: ResourceGraph, resource: Resource): readonly JsonObject[] {
  switch (resource.type) {
    case "aws_launch_template":
      return graph.blocks(resource, "block_device_mappings").flatMap(({ ebs }) => blocksOf(ebs));
    case "aws_instance":
      return ["root_block_device", "ebs_block_device"].flatMap((path) => graph.blocks(resource, path));
    default:
      return [resource.body];
  }
}
