import { checkContainers, judge } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const containerNoEscalation: Rule = {
  id: "container-no-escalation",
  title: "Containers don't allow privilege escalation",
  why: "A set-uid file in the image gives an intruder root.",
  remedy: "Set securityContext.allowPrivilegeEscalation = false on every container.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  equivalents: { checkov: ["CKV_K8S_20"], cis: ["Kubernetes 1.12.0 5.2.6"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, read }) => [
      judge(
        read("securityContext.allowPrivilegeEscalation"),
        `${path}.securityContext.allowPrivilegeEscalation`,
        (value) => !isTrue(value),
        `Container ${name} may gain more privileges than it started with.`,
        true,
      ),
    ]),
  examples: {
    pass: deploymentExample({ securityContext: { allowPrivilegeEscalation: false } }),
    fail: deploymentExample({}),
  },
};
