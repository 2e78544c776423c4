import { checkPods, judge } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { ALWAYS, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

/** What each shares, in words. */
const SHARED = {
  hostNetwork: "the network of its node, past every network policy, the metadata service included",
  hostPID: "the processes of its node, and may end or read them",
  hostIPC: "the memory that processes of its node share",
} as const;

export const podHostNamespaces: Rule = {
  id: "pod-host-namespaces",
  title: "Pods have network, processes and memory of their own",
  why: "A pod that shares those of its node sees and reaches what belongs to every other pod there.",
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
