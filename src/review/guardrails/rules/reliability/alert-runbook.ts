import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn } from "../../kubernetes/manifest";
import { ADVICE, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const alertRunbook: Rule = {
  id: "alert-runbook",
  title: "Every alert links a runbook",
  why: "Without a runbook the person on call has no starting point.",
  remedy: "Add the annotation runbook_url.",
  severity: "low",
  area: "reliability",
  enforcement: ADVICE,
  link: "https://prometheus.io/docs/practices/alerting/",
  resourceTypes: ["kubernetes/PrometheusRule"],
  check: (resource) => {
    const rules = objectsIn(objectIn(manifestOf(resource), "spec"), "groups").flatMap((group) =>
      objectsIn(group, "rules"),
    );
    const silent = rules.filter((rule) => rule.alert !== undefined && !objectIn(rule, "annotations").runbook_url);
    return silent.length > 0
      ? silent.map(({ alert }) => fail(`${String(alert)} has no runbook_url.`, "spec.groups"))
      : [PASS];
  },
  examples: {
    pass: manifestExample({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: {
        groups: [
          {
            name: "scorer",
            rules: [{ alert: "Slow", expr: "vector(1)", annotations: { runbook_url: "https://example.com/slow" } }],
          },
        ],
      },
    }),
    fail: manifestExample({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { groups: [{ name: "scorer", rules: [{ alert: "Slow", expr: "vector(1)" }] }] },
    }),
  },
};
