import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const eksControlPlaneLogs: Rule = {
  id: "eks-control-plane-logs",
  title: "EKS control plane logs are enabled",
  why: "Without the audit log there is no record after a breach of who did what.",
  remedy: "Set enabled_cluster_log_types to api, audit, authenticator, controllerManager and scheduler.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
  equivalents: { checkov: ["CKV_AWS_37"], cdkNag: ["AwsSolutions-EKS2"], cis: ["EKS 1.5.0 2.1.1"] },
  resourceTypes: ["aws_eks_cluster"],
  check: (cluster, { graph }) =>
    ["api", "audit", "authenticator"].map((log) =>
      checkAttribute(
        graph,
        cluster,
        "enabled_cluster_log_types",
        (types) => Array.isArray(types) && types.includes(log),
        () => `The ${log} log is not enabled.`,
        [],
      ),
    ),
  examples: {
    pass: { resource: { aws_eks_cluster: { main: { enabled_cluster_log_types: ["api", "audit", "authenticator"] } } } },
    fail: { resource: { aws_eks_cluster: { main: { enabled_cluster_log_types: ["api"] } } } },
  },
};
