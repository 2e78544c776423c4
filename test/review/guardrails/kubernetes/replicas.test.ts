import { deployment, manifestExample } from "../../../../src/review/guardrails/kubernetes/example";
import type { JsonObject } from "../../../../src/review/model";
import { found } from "./found";

describe("replicas in production", () => {
  const two = deployment({}, {}, { replicas: 2 });
  const budget = (namespace: string, matchLabels: JsonObject) => ({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "a", namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels } },
  });

  test.each<[string, JsonObject, number]>([
    ["a budget of theirs", budget("fraud", { app: "scorer" }), 0],
    ["a budget of all", budget("fraud", {}), 0],
    ["a budget of others", budget("fraud", { app: "other" }), 1],
    ["a budget of more labels than they have", budget("fraud", { app: "scorer", tier: "a" }), 1],
    ["a budget of another namespace", budget("other", { app: "scorer" }), 1],
  ])("%s", (_, pdb, count) => {
    expect(found("workload-disruption-budget", manifestExample(two, pdb))).toHaveLength(count);
  });

  test("are required only there", () => {
    expect(found("workload-replicas", manifestExample(deployment({})), "staging")).toEqual([]);
    expect(found("workload-replicas", manifestExample(deployment({})))).toHaveLength(1);
    expect(found("workload-replicas", manifestExample(deployment({}, {}, { replicas: "${var.x}" })))).toEqual([
      expect.stringMatching(/^undecided/),
    ]);
  });

  test("ten thousand deployments with as many disruption budgets are checked quickly", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => [
      { ...deployment({}, {}, { replicas: 2 }), metadata: { name: `a${index}`, namespace: "fraud" } },
      budget("fraud", { app: `other-${index}` }),
    ]).flat();
    expect(found("workload-disruption-budget", manifestExample(...many))).toHaveLength(10_000);
  });
});
