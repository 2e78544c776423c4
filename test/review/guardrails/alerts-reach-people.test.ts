import type { JsonObject } from "../../../src/review/model";
import { type Case, kindsOf } from "./kubernetes/found";

const RULE = "alerts-reach-people";
const SLACK = { slack_configs: [{ api_url_file: "/etc/alertmanager/secrets/alerts/slack" }] };
const RECEIVERS = [{ name: "null" }, { name: "team", ...SLACK }, { name: "empty", webhook_configs: [] }];

const release = (values: JsonObject, chart = "kube-prometheus-stack"): JsonObject => ({
  resource: { helm_release: { a: { chart, values: [JSON.stringify(values)] } } },
});

const routed = (route: JsonObject): JsonObject =>
  release({ alertmanager: { config: { route, receivers: RECEIVERS } } });

const BOTH = ["fail", "fail"] as const;

const CASES: readonly Case[] = [
  ["the chart's default", RULE, release({}), BOTH],
  [
    "the default of the standalone Alertmanager chart",
    RULE,
    release({}, "oci://ghcr.io/prometheus-community/charts/alertmanager"),
    BOTH,
  ],
  ["another chart", RULE, release({}, "grafana"), []],
  ["Alertmanager switched off", RULE, release({ alertmanager: { enabled: false } }), []],
  [
    "a configuration in a secret",
    RULE,
    release({ alertmanager: { alertmanagerSpec: { useExistingSecret: true } } }),
    [],
  ],
  ["a receiver for everything", RULE, routed({ receiver: "team" }), []],
  ["a receiver without integrations", RULE, routed({ receiver: "empty" }), BOTH],
  [
    "only critical is routed",
    RULE,
    routed({ receiver: "null", routes: [{ receiver: "team", matchers: ['severity="critical"'] }] }),
    ["fail"],
  ],
  [
    "both severities by a pattern",
    RULE,
    routed({ receiver: "null", routes: [{ receiver: "team", matchers: ["severity =~ critical|warning"] }] }),
    [],
  ],
  [
    "both severities in the older syntax",
    RULE,
    routed({ receiver: "null", routes: [{ receiver: "team", match_re: { severity: "critical|warning" } }] }),
    [],
  ],
  [
    "a receiver for one namespace only",
    RULE,
    routed({ receiver: "null", routes: [{ receiver: "team", matchers: ['namespace = "fraud"'] }] }),
    BOTH,
  ],
  [
    "an earlier route that swallows warnings",
    RULE,
    routed({ receiver: "team", routes: [{ receiver: "null", matchers: ['severity != "critical"'] }] }),
    ["fail"],
  ],
  [
    "an earlier route that continues",
    RULE,
    routed({ receiver: "null", routes: [{ receiver: "null", continue: true }, { receiver: "team" }] }),
    [],
  ],
  [
    "a route that inherits its receiver",
    RULE,
    routed({ receiver: "team", routes: [{ matchers: ['severity = "critical"'], group_by: ["namespace"] }] }),
    [],
  ],
  [
    "an invalid pattern",
    RULE,
    routed({ receiver: "team", routes: [{ receiver: "null", matchers: ["severity =~ *("] }] }),
    [],
  ],
  [
    "unknown values",
    RULE,
    { resource: { helm_release: { a: { chart: "kube-prometheus-stack", values: ["${var.x}"] } } } },
    ["undecided"],
  ],
  [
    "an unknown route",
    RULE,
    release({ alertmanager: { config: { route: "${var.route}", receivers: RECEIVERS } } }),
    ["undecided"],
  ],
  [
    "an unknown address of a receiver",
    RULE,
    release({
      alertmanager: {
        config: { route: { receiver: "a" }, receivers: [{ name: "a", webhook_configs: [{ url: "${var.url}" }] }] },
      },
    }),
    [],
  ],
];

test.each(CASES)("%s", (_, rule, code, kinds) => {
  expect(kindsOf(rule, code)).toEqual(kinds);
});
