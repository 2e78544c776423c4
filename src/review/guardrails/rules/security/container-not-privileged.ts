import { checkContainers, judge } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { ALWAYS, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const containerNotPrivileged: Rule = {
  id: "container-not-privileged",
  title: "Containers are not privileged",
  why: "A privileged container is root on its node: anyone who breaks into it reaches every pod, secret and disk there.",
  remedy: "Remove securityContext.privileged; run device plugins and drivers in a separate namespace with a waiver.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  equivalents: { checkov: ["CKV_K8S_16"], cis: ["Kubernetes 1.12.0 5.2.2"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, read }) => [
      judge(
        read("securityContext.privileged"),
        `${path}.securityContext.privileged`,
        (value) => !isTrue(value),
        `Container ${name} is root on its node.`,
        false,
      ),
    ]),
  examples: {
    pass: deploymentExample({ securityContext: { privileged: false } }),
    fail: deploymentExample({ securityContext: { privileged: true } }),
  },
};
