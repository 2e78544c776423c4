import { checkContainers, judge } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const containerSeccomp: Rule = {
  id: "container-seccomp",
  title: "Containers run with a seccomp profile",
  why: "Most kernel vulnerabilities are reached through system calls that ordinary programs never make.",
  remedy: "Set securityContext.seccompProfile.type = RuntimeDefault on the pod.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/tutorials/security/seccomp/",
  equivalents: { checkov: ["CKV_K8S_31"], cis: ["Kubernetes 1.12.0 5.6.2"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, security }) => [
      judge(
        security("seccompProfile.type"),
        `${path}.securityContext.seccompProfile.type`,
        (type) => type === "RuntimeDefault" || type === "Localhost",
        `Container ${name} may make every system call.`,
        "Unconfined",
      ),
    ]),
  examples: {
    pass: deploymentExample({}, { securityContext: { seccompProfile: { type: "RuntimeDefault" } } }),
    fail: deploymentExample({}),
  },
};
