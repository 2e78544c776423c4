import type { Attribute, Resource, ResourceGraph } from "../model";

/** The attribute that holds each resource's machine type. */
export const MACHINE_TYPE_PATHS: Readonly<Record<string, string>> = {
  aws_db_instance: "instance_class",
  aws_eks_node_group: "instance_types",
  aws_instance: "instance_type",
  aws_launch_template: "instance_type",
  aws_rds_cluster_instance: "instance_class",
  aws_sagemaker_notebook_instance: "instance_type",
  google_compute_instance: "machine_type",
  google_compute_instance_template: "machine_type",
  google_container_node_pool: "node_config.machine_type",
};

/** The types that are set; none if the cloud chooses. */
export function machineTypesOf(
  graph: ResourceGraph,
  resource: Resource,
): { readonly path: string; readonly types: readonly string[]; readonly unknown?: string } {
  const path = MACHINE_TYPE_PATHS[resource.type] ?? "";
  const named: Attribute = graph.attribute(resource, path);
  if (named.kind === "unknown") return { path, types: [], unknown: named.expression };
  return { path, types: named.kind === "absent" ? [] : [named.value].flat().map(String) };
}
