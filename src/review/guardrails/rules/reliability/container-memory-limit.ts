import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

export const containerMemoryLimit: Rule = {
  id: "container-memory-limit",
  title: "Containers have a memory limit",
  why: "One leak fills the node's memory, and the kernel kills other processes. CPU needs no limit: pods are only throttled.",
  remedy: "Set resources.limits.memory to the value of the memory request.",
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/",
  equivalents: { checkov: ["CKV_K8S_13"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, read }) =>
      read("resources.limits.memory").kind === "absent"
        ? [fail(`Container ${name} may use all memory of its node.`, `${path}.resources.limits.memory`)]
        : [],
    ),
  examples: {
    pass: deploymentExample({ resources: { limits: { memory: "256Mi" } } }),
    fail: deploymentExample({}),
  },
};
