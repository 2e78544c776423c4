import { problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment, OIDC } from "../valid-environments";

const PLATFORM = {
  domain: "prod.ml.example.com",
  oidc: OIDC,
};

const ALERTS = { critical: { pagerduty: "us" }, warning: { slack: true }, heartbeat: true };

function environment(tier: string, platform: object): unknown {
  const aws = awsEnvironment();
  return {
    ...aws,
    tier,
    cloud: { ...aws.cloud, dnsZone: "Z0123456789ABCDEF" },
    platform: { ...PLATFORM, ...platform },
  };
}

const pathsOf = (input: unknown) => problemsOf([input]).map(({ path }) => path);

test("production needs receivers for both severities and a heartbeat", () => {
  expect(pathsOf(environment("prod", { alerts: ALERTS }))).toEqual([]);
  expect(problemsOf([environment("prod", {})])).toEqual([
    {
      source: "0.ts",
      path: "platform.alerts",
      found: "nothing",
      expected: expect.stringContaining("mandatory in tier prod"),
      remedy: expect.stringContaining("pagerduty"),
    },
  ]);
});

test.each(["dev", "staging"])("%s needs none of them", (tier) => {
  expect(pathsOf(environment(tier, {}))).toEqual([]);
  expect(pathsOf(environment(tier, { alerts: { critical: { slack: true }, warning: { slack: true } } }))).toEqual([]);
});

test("production without a platform has no alerts to send", () => {
  expect(pathsOf({ ...googleEnvironment(), tier: "prod" })).toEqual([]);
});

test.each([
  ["no heartbeat", { heartbeat: undefined }, "nothing"],
  ["a heartbeat that is off", { heartbeat: false }, "false"],
])("a monitoring outage would go unnoticed in production: %s", (_, changes, found) => {
  expect(problemsOf([environment("prod", { alerts: { ...ALERTS, ...changes } })])).toEqual([
    expect.objectContaining({ path: "platform.alerts.heartbeat", found }),
  ]);
});

test.each([{}, { slack: false }])("a severity without a receiver reaches no one: %j", (critical) => {
  expect(problemsOf([environment("dev", { alerts: { ...ALERTS, critical } })])).toEqual([
    expect.objectContaining({ path: "platform.alerts.critical", found: "no receiver" }),
  ]);
});

test("a severity that is missing is reported once", () => {
  expect(pathsOf(environment("prod", { alerts: { critical: ALERTS.critical, heartbeat: true } }))).toEqual([
    "platform.alerts.warning",
  ]);
});

test.each([
  ["nothing about a severity", {}, ["critical", "warning"]],
  ["one severity alone", { critical: { slack: true } }, ["warning"]],
  ["a severity without a receiver", { critical: {}, warning: { slack: true } }, ["critical"]],
])("the message for %s lists every receiver, and a way to use Teams", (_, alerts, missing) => {
  const problems = problemsOf([environment("dev", { alerts })]);
  expect(problems.map(({ path }) => path)).toEqual(missing.map((severity) => `platform.alerts.${severity}`));
  for (const { expected, remedy } of problems) {
    for (const receiver of ["slack", "pagerduty", "opsgenie", "email", "webhook", "Microsoft Teams"])
      expect(expected).toContain(receiver);
    expect(remedy).toMatch(/^Add /);
  }
});

test.each([
  [{ pagerduty: "asia" }, "platform.alerts.critical.pagerduty"],
  [{ slack: "https://hooks.slack.com/services/T0/B0/x" }, "platform.alerts.critical.slack"],
  [
    { email: { to: [], from: "a@example.com", smarthost: "smtp.example.com:587", username: "a" } },
    "platform.alerts.critical.email.to",
  ],
  [
    { email: { to: ["a@example.com"], from: "a@example.com", smarthost: "smtp.example.com", username: "a" } },
    "platform.alerts.critical.email.smarthost",
  ],
])("an invalid receiver is reported at its path: %j", (critical, path) => {
  expect(new Set(pathsOf(environment("prod", { alerts: { ...ALERTS, critical } })))).toEqual(new Set([path]));
});

test("receivers without the component that sends alerts are reported", () => {
  const components = { "kube-prometheus-stack": false, pushgateway: false, opencost: false };
  expect(pathsOf(environment("dev", { alerts: ALERTS, components }))).toContain("platform.alerts");
});

test("monitoring can't be disabled in production", () => {
  const components = { "kube-prometheus-stack": false, opencost: false, pushgateway: false };
  expect(pathsOf(environment("prod", { components }))).toContain("platform.components.kube-prometheus-stack");
  expect(pathsOf(environment("dev", { components }))).toEqual([]);
});

test("the port of a mail relay is valid", () => {
  const email = (smarthost: string) => ({
    email: { to: ["ml@example.com"], from: "alerts@example.com", smarthost, username: "alerts" },
  });
  const at = (smarthost: string) => pathsOf(environment("prod", { alerts: { ...ALERTS, warning: email(smarthost) } }));
  expect(at("smtp.example.com:587")).toEqual([]);
  expect(at("smtp.example.com:65536")).toEqual(["platform.alerts.warning.email.smarthost"]);
});
