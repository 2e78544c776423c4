import { checkKept } from "../../change";
import { ADVICE } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const nodePoolKept: Rule = {
  id: "node-pool-kept",
  title: "Node pools are not replaced while pods run on them",
  why: "All pods of the pool are evicted at once: workloads with a single replica go down, and training runs start over.",
  remedy: "Add a new pool, drain the old one, and remove it in a later plan.",
  severity: "medium",
  area: "change-safety",
  enforcement: ADVICE,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/node-pools",
  resourceTypes: ["aws_eks_node_group", "aws_eks_fargate_profile", "google_container_node_pool"],
  on: "change",
  check: (pool) => checkKept(pool, "Its pods are evicted."),
  examples: {
    pass: planExample({
      type: "aws_eks_node_group",
      actions: ["update"],
      before: { scaling_config: [{ max_size: 3 }] },
      after: { scaling_config: [{ max_size: 5 }] },
    }),
    fail: planExample({
      type: "aws_eks_node_group",
      actions: ["create", "delete"],
      before: { instance_types: ["m6i.large"] },
      after: { instance_types: ["m7i.large"] },
      replacePaths: [["instance_types"]],
    }),
  },
};
