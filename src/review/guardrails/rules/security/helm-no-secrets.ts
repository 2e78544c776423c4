import { helmValues, isObject, type Json } from "../../../model";
import { ALWAYS, fail, PASS } from "../../outcomes";
import { plainSecret } from "../../plain-secret";
import type { Outcome, Rule } from "../../rule";

export const helmNoSecrets: Rule = {
  id: "helm-no-secrets",
  title: "No Helm value is a secret in plain text",
  why: "Values are in Git, in the state and in the release on the cluster; the passwords that charts come with are known to all.",
  remedy:
    "Name a secret that exists (existingSecret and the like), filled by an ExternalSecret; rotate what stood here.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://helm.sh/docs/chart_best_practices/values/",
  resourceTypes: ["helm_release"],
  check: (release) => {
    // Manifests among the values are resources of their own.
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
  // A variable of a container: its name stands beside its value.
  if (typeof value.name === "string" && value.value !== undefined) return secretAt(value.value, path, value.name);
  return Object.entries(value).flatMap(([key, item]) => secretAt(item, path === "" ? key : `${path}.${key}`, key));
}

function secretAt(value: Json, path: string, key: string): Outcome[] {
  const kind = plainSecret(key, value);
  return kind === undefined ? secretsIn(value, path) : [fail(`${path} is ${kind}, in plain text.`, "values")];
}
