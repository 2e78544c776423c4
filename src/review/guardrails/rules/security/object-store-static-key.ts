import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn } from "../../kubernetes/manifest";
import { fail, IN_PROD, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** The secret part of a key, as S3's clients name it. */
const SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

export const objectStoreStaticKey: Rule = {
  id: "object-store-static-key",
  title: "Pods reach the object store with an identity, not with a static key",
  why: "A static key never expires. Anyone who reads it once has access from anywhere, until it is replaced.",
  remedy:
    "Use a cloud's workload identity. On a cluster without one, waive the finding, and replace the keys regularly: generated ones with cloud.secretsRevision, your own in their store.",
  severity: "high",
  area: "security",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  resourceTypes: ["kubernetes/ExternalSecret"],
  check: (secret) => {
    const template = objectIn(objectIn(objectIn(manifestOf(secret), "spec"), "target"), "template");
    return SECRET_KEY in objectIn(template, "data")
      ? [fail("The secret holds a key of the object store that never expires.", "spec.target.template.data")]
      : [PASS];
  },
  examples: {
    pass: manifestExample(externalSecret({ password: "{{ .password }}" })),
    fail: manifestExample(externalSecret({ AWS_ACCESS_KEY_ID: "mlflow", [SECRET_KEY]: "{{ .key }}" })),
  },
};

function externalSecret(data: Readonly<Record<string, string>>) {
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "object-store-mlflow", namespace: "mlflow" },
    spec: { target: { template: { data } } },
  };
}
