import { ADVICE, fail, isTrue, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const spotInDev: Rule = {
  id: "spot-in-dev",
  title: "Development uses spot capacity",
  why: "Spot capacity costs a fraction, and development tolerates the loss of a node.",
  remedy: 'Set capacity_type = "SPOT" or node_config.spot = true on pools that don\'t run system components.',
  severity: "low",
  area: "cost",
  enforcement: ADVICE,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types",
  resourceTypes: ["aws_eks_cluster", "google_container_cluster"],
  check: (cluster, { graph, strictness }) => {
    if (strictness !== "dev") return [];
    const pools = graph.referrers(cluster, "aws_eks_node_group", "google_container_node_pool");
    if (pools.length === 0) return [];
    const spot = pools.some(
      (pool) => pool.body.capacity_type === "SPOT" || isTrue(graph.blocks(pool, "node_config")[0]?.spot ?? false),
    );
    return [spot ? PASS : fail("No node pool uses spot capacity.")];
  },
  examples: {
    pass: {
      resource: {
        aws_eks_cluster: { main: { name: "main" } },
        aws_eks_node_group: { general: { cluster_name: "${aws_eks_cluster.main.name}", capacity_type: "SPOT" } },
      },
    },
    fail: {
      resource: {
        aws_eks_cluster: { main: { name: "main" } },
        aws_eks_node_group: { general: { cluster_name: "${aws_eks_cluster.main.name}", capacity_type: "ON_DEMAND" } },
      },
    },
  },
};
