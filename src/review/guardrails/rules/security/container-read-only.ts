import { checkContainers, judge } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { ADVICE, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const containerReadOnly: Rule = {
  id: "container-read-only",
  title: "Containers have a read-only root file system",
  why: "An intruder can't leave tools behind, and the files that run are the ones that were scanned.",
  remedy:
    "Set securityContext.readOnlyRootFilesystem = true, and mount an emptyDir for paths that the program writes to.",
  severity: "medium",
  area: "security",
  enforcement: ADVICE,
  link: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  equivalents: { checkov: ["CKV_K8S_22"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, read }) => [
      judge(
        read("securityContext.readOnlyRootFilesystem"),
        `${path}.securityContext.readOnlyRootFilesystem`,
        isTrue,
        `Container ${name} can write to its root file system.`,
        false,
      ),
    ]),
  examples: {
    pass: deploymentExample({ securityContext: { readOnlyRootFilesystem: true } }),
    fail: deploymentExample({}),
  },
};
