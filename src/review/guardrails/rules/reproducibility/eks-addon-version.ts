import { checkPresent, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const eksAddonVersion: Rule = {
  id: "eks-addon-version",
  title: "EKS add-ons name their version",
  why: "Without one an add-on keeps the version of its creation: it gets no fixes, and after an upgrade of the cluster kube-proxy is too old for it.",
  remedy:
    "Set addon_version, e.g. from data.aws_eks_addon_version for the cluster's version or from `aws eks describe-addon-versions`, and raise it with the cluster's version.",
  severity: "medium",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html",
  resourceTypes: ["aws_eks_addon"],
  check: (addon, { graph }) => [checkPresent(graph, addon, "addon_version", "It names no version.")],
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
