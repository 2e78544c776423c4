import type { Resource, ResourceGraph } from "../../../model";
import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const GPU_FAMILY = /^(g\d|gr\d|p\d)/;

function atZero(graph: ResourceGraph, pool: Resource, path: string): Outcome {
  return checkAttribute(
    graph,
    pool,
    path,
    (min) => Number(min) === 0,
    (min) => `${String(min)} GPU nodes always run.`,
    0,
  );
}

export const gpuScalesToZero: Rule = {
  id: "gpu-scales-to-zero",
  title: "GPU pools scale to zero",
  why: "An idle GPU node costs hundreds of dollars a month.",
  remedy: "Set the minimum size of the pool to 0.",
  severity: "medium",
  area: "cost",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/kubernetes-engine/docs/concepts/cluster-autoscaler",
  resourceTypes: ["aws_eks_node_group", "google_container_node_pool"],
  check: (pool, { graph }) => {
    if (pool.type === "aws_eks_node_group") {
      const types = graph.attribute(pool, "instance_types");
      const names = types.kind === "known" && Array.isArray(types.value) ? types.value.map(String) : [];
      return names.some((name) => GPU_FAMILY.test(name)) ? [atZero(graph, pool, "scaling_config.min_size")] : [];
    }
    if (graph.blocks(pool, "node_config.guest_accelerator").length === 0) return [];
    const path =
      graph.attribute(pool, "autoscaling.total_min_node_count").kind === "absent"
        ? "autoscaling.min_node_count"
        : "autoscaling.total_min_node_count";
    return [atZero(graph, pool, path)];
  },
  examples: {
    pass: {
      resource: {
        aws_eks_node_group: { gpu: { instance_types: ["g6.xlarge"], scaling_config: { min_size: 0, max_size: 2 } } },
      },
    },
    fail: {
      resource: {
        aws_eks_node_group: { gpu: { instance_types: ["g6.xlarge"], scaling_config: { min_size: 1, max_size: 2 } } },
      },
    },
  },
};
