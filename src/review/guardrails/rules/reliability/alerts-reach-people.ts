import { helmValues, isObject, type Json, type JsonObject } from "../../../model";
import { notifies, receiversOf } from "../../alert-routes";
import { expressionIn } from "../../kubernetes/attribute-at";
import { objectIn } from "../../kubernetes/manifest";
import { fail, IN_PROD, PASS, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Where Prometheus community charts read Alertmanager's configuration; the first two include it as a subchart. */
const CHARTS: Readonly<Record<string, (values: JsonObject) => JsonObject | undefined>> = {
  "kube-prometheus-stack": (values) => partOf(values),
  prometheus: (values) => partOf(values),
  alertmanager: (values) => values,
};

const SEVERITIES = ["critical", "warning"] as const;

export const alertsReachPeople: Rule = {
  id: "alerts-reach-people",
  title: "Critical and warning alerts reach a receiver that notifies someone",
  why: "By default the charts route every alert to a receiver without integrations: alerts fire, but users are the first to notice an incident.",
  remedy:
    "Give Alertmanager receivers with integrations (slack_configs, pagerduty_configs, email_configs …) and route the severities critical and warning to them.",
  severity: "high",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://prometheus.io/docs/alerting/latest/configuration/#route",
  resourceTypes: ["helm_release"],
  check: (release) => {
    const chart = typeof release.body.chart === "string" ? (release.body.chart.split("/").at(-1) ?? "") : "";
    const read = Object.hasOwn(CHARTS, chart) ? CHARTS[chart] : undefined;
    if (!read) return [];
    const { values, unread } = helmValues(release);
    const alertmanager = read(values);
    if (!alertmanager) return [];
    const [expression] = unread;
    if (expression !== undefined) return [undecided("values", expression)];
    return judge(alertmanager);
  },
  examples: {
    pass: release({
      route: { receiver: "team", routes: [{ receiver: "on-call", matchers: ['severity = "critical"'] }] },
      receivers: [
        { name: "team", slack_configs: [{ api_url_file: "/etc/alertmanager/secrets/alerts/slack" }] },
        { name: "on-call", pagerduty_configs: [{ routing_key_file: "/etc/alertmanager/secrets/alerts/pagerduty" }] },
      ],
    }),
    fail: release({ route: { receiver: "null" }, receivers: [{ name: "null" }] }),
  },
};

function release(config: JsonObject): JsonObject {
  const values = [JSON.stringify({ alertmanager: { config } })];
  return { resource: { helm_release: { monitoring: { chart: "kube-prometheus-stack", values } } } };
}

/** Nothing if it is disabled. */
function partOf(values: JsonObject): JsonObject | undefined {
  const alertmanager = objectIn(values, "alertmanager");
  return alertmanager.enabled === false ? undefined : alertmanager;
}

/** Configuration in a secret or an AlertmanagerConfig is not in the values and can't be checked. */
function judge(alertmanager: JsonObject): Outcome[] {
  const { useExistingSecret, alertmanagerConfiguration } = objectIn(alertmanager, "alertmanagerSpec");
  if (useExistingSecret === true || isObject(alertmanagerConfiguration) || alertmanager.stringConfig) return [];
  const { config } = alertmanager;
  const expression = unknownRouting(config);
  if (expression !== undefined) return [undecided("values", expression)];
  const faults = SEVERITIES.flatMap((severity) => fault(isObject(config) ? config : {}, severity));
  return faults.length > 0 ? faults : [PASS];
}

/** Receiver settings may be unknown; routes and the list of receivers must be known. */
function unknownRouting(config: Json | undefined): string | undefined {
  if (!isObject(config)) return expressionIn(config);
  return expressionIn(config.route) ?? (typeof config.receivers === "string" ? config.receivers : undefined);
}

function fault(config: JsonObject, severity: string): Outcome[] {
  const reached = receiversOf(config, { severity });
  if (reached.some((receiver) => notifies(config, receiver))) return [];
  const receiver = reached.filter((name) => name !== "").join(", ");
  return [
    fail(
      receiver === ""
        ? `Alerts of severity ${severity} have no route: the chart's default notifies no one.`
        : `Alerts of severity ${severity} reach the receiver ${receiver} only, which notifies no one.`,
      "values",
    ),
  ];
}
