import type { JsonObject, Resource } from "../../../model";
import { deploymentExample } from "../../kubernetes/example";
import { kindOf, manifestOf, objectIn, objectsIn, typesOfKinds } from "../../kubernetes/manifest";
import { containersOf, POD_TYPES, podsOf } from "../../kubernetes/pods";
import { ALWAYS, fail, PASS } from "../../outcomes";
import { plainSecret } from "../../plain-secret";
import type { Outcome, Rule } from "../../rule";

export const manifestNoSecrets: Rule = {
  id: "manifest-no-secrets",
  title: "Manifests contain no plaintext secrets",
  why: "They end up in Git, in the state, in the release and in every backup, and anyone who may read pods can read them.",
  remedy: "Store the secret in the cloud's secret manager, sync it with an ExternalSecret, and rotate the exposed one.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  equivalents: { cis: ["Kubernetes 1.12.0 5.4.2"] },
  resourceTypes: [...new Set([...POD_TYPES, ...typesOfKinds("ConfigMap", "Secret")])],
  check: (resource) => {
    const faults = faultsOf(resource);
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: deploymentExample({
      env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } }],
    }),
    fail: deploymentExample({ env: [{ name: "DB_PASSWORD", value: "correct horse battery" }] }),
  },
};

function faultsOf(resource: Resource): Outcome[] {
  const manifest = manifestOf(resource);
  if (kindOf(resource) === "ConfigMap") return inMap(objectIn(manifest, "data"), "data");
  if (kindOf(resource) === "Secret") return inSecret(manifest);
  return podsOf(resource).flatMap((pod) =>
    containersOf(pod).flatMap(({ name, path, body }) =>
      objectsIn(body, "env").flatMap((variable) => {
        const kind = plainSecret(String(variable.name), variable.value);
        return kind === undefined
          ? []
          : [fail(`${String(variable.name)} of container ${name} is ${kind} in plain text.`, `${path}.env`)];
      }),
    ),
  );
}

function inMap(values: JsonObject, path: string): Outcome[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const kind = plainSecret(key, value);
    return kind === undefined ? [] : [fail(`${key} is ${kind} in plain text.`, path)];
  });
}

/** Every value of a Secret is secret; base64 hides nothing. */
function inSecret(manifest: JsonObject): Outcome[] {
  return ["data", "stringData"].flatMap((path) =>
    Object.entries(objectIn(manifest, path)).flatMap(([key, value]) =>
      typeof value === "string" && value !== "" && !value.includes("${")
        ? [fail(`${key} is in plain text.`, path)]
        : [],
    ),
  );
}
