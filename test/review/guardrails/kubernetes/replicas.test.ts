import { deployment, manifestExample } from "../../../../src/review/guardrails/kubernetes/example";
import type { JsonObject } from "../../../../src/review/model";
import { found } from "./found";

describe("a deployment in production", () => {
  const two = deployment({}, {}, { replicas: 2 });
  const budget = (namespace: string, matchLabels: JsonObject) => ({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "a", namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels } },
  });

  test.each<[string, JsonObject, number]>([
    ["passes with a disruption budget that selects its pods", budget("fraud", { app: "scorer" }), 0],
    ["passes with a disruption budget that selects every pod of its namespace", budget("fraud", {}), 0],
    ["needs a disruption budget if the only one selects other pods", budget("fraud", { app: "other" }), 1],
    [
      "needs a disruption budget if the only one requires a label that its pods lack",
      budget("fraud", { app: "scorer", tier: "a" }),
      1,
    ],
    ["needs a disruption budget if the only one is in another namespace", budget("other", { app: "scorer" }), 1],
  ])("%s", (_, pdb, count) => {
    expect(found("workload-disruption-budget", manifestExample(two, pdb))).toHaveLength(count);
  });

  test("needs two replicas, which staging does not require", () => {
    expect(found("workload-replicas", manifestExample(deployment({})), "staging")).toEqual([]);
    expect(found("workload-replicas", manifestExample(deployment({})))).toHaveLength(1);
    expect(found("workload-replicas", manifestExample(deployment({}, {}, { replicas: "${var.x}" })))).toEqual([
      expect.stringMatching(/^undecided/),
    ]);
  });

  test("is checked quickly, next to ten thousand others with as many disruption budgets", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => [
      { ...deployment({}, {}, { replicas: 2 }), metadata: { name: `a${index}`, namespace: "fraud" } },
      budget("fraud", { app: `other-${index}` }),
    ]).flat();
    expect(found("workload-disruption-budget", manifestExample(...many))).toHaveLength(10_000);
  });
});
