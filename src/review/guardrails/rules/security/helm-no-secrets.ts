import { helmValues, isObject, type Json } from "../../../model";
import { ALWAYS, fail, PASS } from "../../outcomes";
import { plainSecret } from "../../plain-secret";
import type { Outcome, Rule } from "../../rule";

export const helmNoSecrets: Rule = {
  id: "helm-no-secrets",
  title: "Helm values contain no plaintext secrets",
  why: "Values end up in Git, in the state and in the release on the cluster; default passwords of charts are public.",
  remedy:
    "Reference an existing secret (existingSecret or similar) filled by an ExternalSecret, and rotate the exposed one.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://helm.sh/docs/chart_best_practices/values/",
  resourceTypes: ["helm_release"],
  check: (release) => {
    // Manifests in the values are read as separate resources.
    const { manifests: _, ...values } = helmValues(release).values;
    const faults = secretsIn(values, "");
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: {
      resource: {
        helm_release: {
          monitoring: {
            chart: "kube-prometheus-stack",
            values: ['{"grafana":{"admin":{"existingSecret":"grafana-admin","passwordKey":"password"}}}'],
          },
        },
      },
    },
    fail: {
      resource: {
        helm_release: {
          monitoring: { chart: "kube-prometheus-stack", values: ['{"grafana":{"adminPassword":"prom-operator"}}'] },
        },
      },
    },
  },
};

function secretsIn(value: Json, path: string): Outcome[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => secretAt(item, `${path}.${index}`, path));
  if (!isObject(value)) return [];
  // An environment variable: its name is next to its value.
  if (typeof value.name === "string" && value.value !== undefined) return secretAt(value.value, path, value.name);
  return Object.entries(value).flatMap(([key, item]) => secretAt(item, path === "" ? key : `${path}.${key}`, key));
}

function secretAt(value: Json, path: string, key: string): Outcome[] {
  const kind = plainSecret(key, value);
  return kind === undefined ? secretsIn(value, path) : [fail(`${path} is ${kind} in plain text.`, "values")];
}
