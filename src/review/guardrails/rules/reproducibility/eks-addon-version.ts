import { checkPresent, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const eksAddonVersion: Rule = {
  id: "eks-addon-version",
  title: "EKS add-ons set a version",
  why: "Without a version an add-on stays at the one it was created with: it gets no fixes, and after a cluster upgrade kube-proxy is out of date.",
  remedy:
    "Set addon_version, for example from data.aws_eks_addon_version or `aws eks describe-addon-versions`, and raise it with the cluster version.",
  severity: "medium",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html",
  resourceTypes: ["aws_eks_addon"],
  check: (addon, { graph }) => [checkPresent(graph, addon, "addon_version", "It sets no version.")],
  examples: {
    pass: {
      resource: {
        aws_eks_addon: {
          proxy: { cluster_name: "main", addon_name: "kube-proxy", addon_version: "v1.35.3-eksbuild.13" },
        },
      },
    },
    fail: { resource: { aws_eks_addon: { proxy: { cluster_name: "main", addon_name: "kube-proxy" } } } },
  },
};
