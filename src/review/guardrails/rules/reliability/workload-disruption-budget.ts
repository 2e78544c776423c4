import { deployment, manifestExample } from "../../kubernetes/example";
import { typesOfKinds } from "../../kubernetes/manifest";
import { podsOf } from "../../kubernetes/pods";
import { runsSeveral } from "../../kubernetes/replicas";
import { selectorsOf } from "../../kubernetes/selectors";
import { fail, IN_PROD, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

const BUDGETS = typesOfKinds("PodDisruptionBudget");

export const workloadDisruptionBudget: Rule = {
  id: "workload-disruption-budget",
  title: "Production workloads have a disruption budget",
  why: "Without a budget, a node upgrade may evict all replicas at once.",
  remedy: "Add a PodDisruptionBudget with maxUnavailable = 1 that selects the pods.",
  severity: "medium",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  resourceTypes: typesOfKinds("Deployment", "StatefulSet", "Rollout"),
  check: (workload, { graph, strictness }) => {
    if (strictness !== "prod" || !runsSeveral(workload)) return [];
    return podsOf(workload).map(({ labels }) =>
      selectorsOf(graph, BUDGETS, workload, labels).length > 0
        ? PASS
        : fail("No disruption budget selects its pods: a drain may evict all of them.", "spec.replicas"),
    );
  },
  examples: {
    pass: manifestExample(deployment({}, {}, { replicas: 2 }), {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: "scorer" } } },
    }),
    fail: manifestExample(deployment({}, {}, { replicas: 2 })),
  },
};
