import { attributeAt } from "../../kubernetes/attribute-at";
import { judge } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { manifestOf, typesOfKinds } from "../../kubernetes/manifest";
import { IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

export const workloadReplicas: Rule = {
  id: "workload-replicas",
  title: "Production workloads run at least two replicas",
  why: "A single pod is unavailable whenever its node is upgraded, its zone fails or its image is pulled.",
  remedy: "Set replicas to 2 or more, or use an autoscaler with a minimum of 2.",
  severity: "medium",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
  resourceTypes: typesOfKinds("Deployment", "StatefulSet", "Rollout"),
  check: (workload, { graph, strictness }) =>
    strictness === "prod"
      ? [
          judge(
            attributeAt(graph, workload, manifestOf(workload), "spec.replicas"),
            "spec.replicas",
            // 0 means deliberately switched off.
            (replicas) => Number(replicas) !== 1,
            "It runs a single replica.",
            1,
          ),
        ]
      : [],
  examples: { pass: deploymentExample({}, {}, { replicas: 2 }), fail: deploymentExample({}, {}, { replicas: 1 }) },
};
