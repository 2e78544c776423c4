import { attributeAt } from "../../kubernetes/attribute-at";
import { judge } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { manifestOf, typesOfKinds } from "../../kubernetes/manifest";
import { IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

export const workloadReplicas: Rule = {
  id: "workload-replicas",
  title: "Production runs two of everything that answers",
  why: "One pod is none while its node is upgraded, its zone is down or its image is pulled.",
  remedy: "Set replicas to 2 or more, or leave the number to an autoscaler whose minimum is 2.",
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
            // 0 is switched off on purpose.
            (replicas) => Number(replicas) !== 1,
            "Its only pod is all there is.",
            1,
          ),
        ]
      : [],
  examples: { pass: deploymentExample({}, {}, { replicas: 2 }), fail: deploymentExample({}, {}, { replicas: 1 }) },
};
