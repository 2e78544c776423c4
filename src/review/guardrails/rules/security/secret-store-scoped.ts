import { valueAt } from "../../change";
import { expressionIn } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn } from "../../kubernetes/manifest";
import { FROM_STAGING, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const secretStoreScoped: Rule = {
  id: "secret-store-scoped",
  title: "Cluster-wide secret stores restrict their namespaces",
  why: "Without conditions, anyone who can create an ExternalSecret in any namespace can read every entry of the store.",
  remedy: "Add spec.conditions with the namespaces that need it, or use a SecretStore in each.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://external-secrets.io/latest/api/clustersecretstore/",
  resourceTypes: ["kubernetes/ClusterSecretStore"],
  check: (store) => {
    const conditions = objectsIn(objectIn(manifestOf(store), "spec"), "conditions");
    const limits = conditions.filter((condition) => Object.values(condition).some((value) => !isEmpty(value)));
    if (limits.length > 0) return [PASS];
    const open = expressionIn(valueAt(manifestOf(store), "spec.conditions"));
    return open === undefined
      ? [fail("Every namespace can use the store.", "spec.conditions")]
      : [undecided("spec.conditions", open)];
  },
  examples: {
    pass: manifestExample({
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: "cloud" },
      spec: { conditions: [{ namespaces: ["mlflow"] }], provider: { aws: { service: "SecretsManager" } } },
    }),
    fail: manifestExample({
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: "cloud" },
      spec: { provider: { aws: { service: "SecretsManager" } } },
    }),
  },
};

function isEmpty(value: unknown): boolean {
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}
