import { checkPods, judge } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { ALWAYS, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

/** What each setting shares. */
const SHARED = {
  hostNetwork: "its node's network, including the metadata service, and bypasses network policies",
  hostPID: "its node's processes, and may read or kill them",
  hostIPC: "its node's shared memory",
} as const;

export const podHostNamespaces: Rule = {
  id: "pod-host-namespaces",
  title: "Pods don't share their node's network, processes or memory",
  why: "A pod that shares its node's namespaces can see and reach every other pod there.",
  remedy: "Remove hostNetwork, hostPID and hostIPC.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  equivalents: {
    checkov: ["CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19"],
    cis: ["Kubernetes 1.12.0 5.2.3", "Kubernetes 1.12.0 5.2.4", "Kubernetes 1.12.0 5.2.5"],
  },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkPods(resource, graph, ({ path }, read) =>
      Object.entries(SHARED)
        .map(([name, what]) =>
          judge(read(name), `${path}.${name}`, (value) => !isTrue(value), `The pod shares ${what}.`, false),
        )
        .filter(({ kind }) => kind !== "pass"),
    ),
  examples: { pass: deploymentExample({}), fail: deploymentExample({}, { hostNetwork: true }) },
};
