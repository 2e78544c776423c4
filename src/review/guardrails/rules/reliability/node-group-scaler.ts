import { type Resource, type ResourceGraph, textFrom } from "../../../model";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

const DEPLOYMENTS = ["kubernetes/Deployment", "kubernetes_deployment", "kubernetes_deployment_v1"];

/** Cluster Autoscaler or Karpenter, as a chart or as manifests. */
function hasScaler(graph: ResourceGraph): boolean {
  return (
    graph
      .ofType("helm_release")
      .some(({ body }) => /(^|\/)(cluster-autoscaler|karpenter)$/.test(textFrom(body.chart ?? ""))) ||
    graph
      .ofType("kubernetes/NodePool")
      .some(({ body }) => textFrom(body.apiVersion ?? "").startsWith("karpenter.sh/")) ||
    graph.ofType(...DEPLOYMENTS).some(({ body }) => JSON.stringify(body.metadata ?? {}).includes("cluster-autoscaler"))
  );
}

/** If the code installs nothing on the cluster, the autoscaler may be in other code. */
function knowsCluster(graph: ResourceGraph): boolean {
  return graph.resources.some(({ type }) => /^(helm_release$|kubernetes[/_]|kubectl_)/.test(type));
}

function size(graph: ResourceGraph, group: Resource, path: string): number | undefined {
  const attribute = graph.attribute(group, path);
  return attribute.kind === "known" ? Number(attribute.value) : undefined;
}

export const nodeGroupScaler: Rule = {
  id: "node-group-scaler",
  title: "Scalable node groups have an autoscaler",
  why: "EKS itself doesn't scale a node group between its minimum and maximum: pods without a node stay pending, and a GPU group of size zero never starts.",
  remedy: "Install Karpenter or the Cluster Autoscaler, or set max_size to min_size.",
  severity: "high",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/autoscaling.html",
  resourceTypes: ["aws_eks_node_group"],
  check: (group, { graph }) => {
    const min = size(graph, group, "scaling_config.min_size");
    const max = size(graph, group, "scaling_config.max_size");
    if (min === undefined || max === undefined || !knowsCluster(graph)) return [];
    if (max <= min || hasScaler(graph)) return [PASS];
    return [fail(`It has ${min} to ${max} nodes, but no autoscaler.`, "scaling_config.max_size")];
  },
  examples: {
    pass: {
      resource: {
        aws_eks_node_group: { gpu: { scaling_config: { min_size: 0, max_size: 2, desired_size: 0 } } },
        helm_release: {
          autoscaler: {
            chart: "cluster-autoscaler",
            repository: "https://kubernetes.github.io/autoscaler",
            version: "9.50.1",
          },
        },
      },
    },
    fail: {
      resource: {
        aws_eks_node_group: { gpu: { scaling_config: { min_size: 0, max_size: 2, desired_size: 0 } } },
        helm_release: { mlflow: { chart: "mlflow", repository: "https://charts.example.com", version: "1.8.0" } },
      },
    },
  },
};
