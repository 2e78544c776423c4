import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import type { AlertReceiver } from "../../src/constructs/observability/alert-receivers";
import { alertmanagerRoutes } from "../../src/constructs/observability/alertmanager-routes";
import type { Environment } from "../../src/environment/environment";
import { helmValues, type JsonObject, type ResourceGraph } from "../../src/review/model";
import { graphOf } from "../../test/stacks/shipped";
import { amtool } from "./amtool";

/** Those with receivers: the environment for a laptop has none. */
const ENVIRONMENTS = loadEnvironments(join(__dirname, "../../environments"), "2026-11-01")
  .filter(({ platform }) => platform?.alerts !== undefined)
  .map((environment) => [`${environment.cloud.provider}-${environment.name}`, environment] as const);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "receivers-"));
});

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true });
});

interface Alert {
  readonly alert?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Every alert in the stacks of an environment, including models. */
function alertsOf(graph: ResourceGraph): Alert[] {
  return graph
    .ofType("kubernetes/PrometheusRule")
    .flatMap(({ body }) => JSON.parse(JSON.stringify(body)).spec.groups as { rules: Alert[] }[])
    .flatMap(({ rules }) => rules)
    .filter(({ alert }) => alert !== undefined);
}

function configOf(graph: ResourceGraph): JsonObject {
  const release = graph.ofType("helm_release").find(({ body }) => body.chart === "kube-prometheus-stack");
  if (!release) throw new Error("there is no release of kube-prometheus-stack");
  const { alertmanager } = helmValues(release).values as { alertmanager: { config: JsonObject } };
  // Added by the chart by default.
  return { global: { resolve_timeout: "5m" }, templates: ["/etc/alertmanager/config/*.tmpl"], ...alertmanager.config };
}

function write(config: object): string {
  const file = join(folder, "alertmanager.json");
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function receiversOf(file: string, labels: Readonly<Record<string, string>>): string[] {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const { refusal, output } = amtool(["config", "routes", "test", `--config.file=${file}`, ...pairs]);
  if (refusal) throw new Error(refusal);
  return output.split(",");
}

describe.each(ENVIRONMENTS)("%s", (_, environment: Environment) => {
  const graph = graphOf(environment);
  const config = configOf(graph);
  const alerts = alertsOf(graph);

  test("Alertmanager accepts the configuration", () => {
    expect(amtool(["check-config", write(config)]).refusal).toBe("");
  });

  test("every alert of severity critical or warning reaches the receiver of its severity", () => {
    const file = write(config);
    expect(alerts.length).toBeGreaterThan(15);
    for (const { alert = "", labels = {} } of alerts) {
      const { severity = "", mlops_action: action } = labels;
      expect(["critical", "warning"]).toContain(severity);
      expect([alert, receiversOf(file, { alertname: alert, ...labels })]).toEqual([
        alert,
        [...(action ? [`model-${action}`] : []), severity],
      ]);
    }
  });

  test("an alert of the chart, and one without a severity, reach a person; alerts without a recipient do not", () => {
    const file = write(config);
    expect(receiversOf(file, { alertname: "KubeJobFailed", severity: "warning" })).toEqual(["warning"]);
    expect(receiversOf(file, { alertname: "TeamAlert" })).toEqual(["warning"]);
    expect(receiversOf(file, { alertname: "InfoInhibitor", severity: "none" })).toEqual(["null"]);
    expect(receiversOf(file, { alertname: "CPUThrottlingHigh", severity: "info" })).toEqual(["null"]);
  });

  test("Watchdog goes to the dead man's switch if there is one, and to no person", () => {
    const expected = environment.platform?.alerts?.heartbeat ? ["heartbeat"] : ["null"];
    expect(receiversOf(write(config), { alertname: "Watchdog", severity: "none" })).toEqual(expected);
  });
});

test("Alertmanager accepts every kind of receiver", () => {
  const receivers: AlertReceiver[] = [
    { kind: "slack", entry: "slack" },
    { kind: "pagerduty", entry: "pagerduty", region: "eu" },
    { kind: "opsgenie", entry: "opsgenie", region: "eu" },
    {
      kind: "email",
      entry: "email",
      to: ["ada@example.com", "bob@example.com"],
      from: "alerts@example.com",
      smarthost: "smtp.example.com:587",
      username: "alerts",
    },
    { kind: "webhook", entry: "webhook" },
  ];
  const config = alertmanagerRoutes({
    receivers: { critical: receivers, warning: receivers, heartbeatEntry: "heartbeat" },
  });
  expect(amtool(["check-config", write(config)]).refusal).toBe("");
  const email = { email_configs: [{ to: "ada@example.com" }] };
  expect(amtool(["check-config", write({ ...config, receivers: [{ name: "critical", ...email }] })]).refusal).not.toBe(
    "",
  );
});

test("a message names the alert, its environment, what happened and the runbook", () => {
  const { receivers } = alertmanagerRoutes({
    receivers: { critical: [{ kind: "slack", entry: "slack" }], warning: [{ kind: "slack", entry: "slack" }] },
  }) as { receivers: { name: string; slack_configs?: { title: string; text: string }[] }[] };
  const slack = receivers.find(({ name }) => name === "critical")?.slack_configs?.[0];
  const labels = { alertname: "BackupMissing", environment: "acme-prod" };
  const annotations = { summary: "The last backup is too old.", runbook_url: "https://example.com/BackupMissing.md" };
  const data = join(folder, "data.json");
  writeFileSync(
    data,
    JSON.stringify({ status: "firing", commonLabels: labels, alerts: [{ status: "firing", labels, annotations }] }),
  );
  const rendered = (text = "") => {
    const { refusal, output } = amtool([
      "template",
      "render",
      `--template.text=${text}`,
      `--template.data=${data}`,
      "--template.glob=/dev/null",
    ]);
    return refusal || output;
  };
  expect(rendered(slack?.title)).toBe("FIRING: BackupMissing in acme-prod");
  expect(rendered(slack?.text)).toBe("The last backup is too old. <https://example.com/BackupMissing.md|Runbook>");
});
