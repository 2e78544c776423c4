import { type ChildProcess, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rollbackBinding } from "../../src/constructs/models/release/rollback-workflow";
import { alertmanagerRoutes } from "../../src/constructs/observability/alertmanager-routes";
import { modelRules } from "../../src/constructs/observability/model-rules";
import { driftEndpointsOf, histogramSignals } from "../../src/constructs/observability/model-signals";
import { freePort, type Receiver, ready, receiver, start } from "../processes";

let folder: string;

beforeAll(() => {
  for (const command of ["amtool", "prometheus", "prometheus-alertmanager"]) {
    if (spawnSync(command, ["--version"]).error)
      throw new Error(`${command} is missing (Debian: the packages prometheus and prometheus-alertmanager).`);
  }
  folder = mkdtempSync(join(tmpdir(), "rollback-"));
  writeFileSync(join(folder, "token"), "the-token");
});

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The configuration of the platform without receivers for people, with a local address. */
function configure(port: number): string {
  const file = join(folder, "alertmanager.json");
  const events = `http://127.0.0.1:${port}/api/v1/events/model-delivery`;
  const routes = alertmanagerRoutes({ events, credentialsFile: join(folder, "token") });
  writeFileSync(file, JSON.stringify({ global: { resolve_timeout: "5m" }, ...routes }));
  return file;
}

/** Metrics of a Python model server: half of the challenger's responses exceed the limit. */
function metrics(started: number): string {
  const requests = Math.floor((Date.now() - started) / 10);
  const series = (role: string, fast: number) =>
    [
      `request_predict_seconds_bucket{role="${role}",le="0.1"} ${Math.floor(requests * fast)}`,
      `request_predict_seconds_bucket{role="${role}",le="1"} ${requests}`,
      `request_predict_seconds_bucket{role="${role}",le="+Inf"} ${requests}`,
      `request_predict_seconds_count{role="${role}"} ${requests}`,
    ].join("\n");
  return `# TYPE request_predict_seconds histogram\n${series("champion", 1)}\n${series("challenger", 0.5)}\n`;
}

/** The rules of a scorer with shorter durations: a test can't wait for minutes. */
function hurried(): object {
  const groups = modelRules({
    name: "scorer",
    namespace: "fraud",
    signals: histogramSignals({
      histogram: "request_predict_seconds",
      selectors: { champion: 'role="champion"', challenger: 'role="challenger"', all: 'role=~".+"' },
      driftEndpoints: driftEndpointsOf("scorer"),
      canary: 'count(request_predict_seconds_count{role="challenger"})',
    }),
    objective: { availability: 0.999, latencyP99Seconds: 0.3, errorRate: 0.01, driftScore: 0.2 },
    canary: { stepMinutes: 5, minimumRequests: 50 },
    runbooks: "https://example.com/runbooks",
  });
  return JSON.parse(
    JSON.stringify({ groups: groups.map((group) => ({ ...group, interval: "1s" })) }).replaceAll(
      '"for":"2m"',
      '"for":"1s"',
    ),
  );
}

/** Whether an event binding's own selector matches a payload sent with a discriminator. */
function selects(selector: string, discriminator: string, payload: unknown): boolean {
  // The part of Argo's expression language that selectors use here is also valid JavaScript.
  return new Function("discriminator", "payload", `return ${selector}`)(discriminator, payload) === true;
}

test("a real Prometheus and a real Alertmanager trigger the rollback of a slow canary", async () => {
  const [hook, prometheus, alertmanager, cluster] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const started = Date.now();
  writeFileSync(join(folder, "rules.json"), JSON.stringify(hurried()));
  writeFileSync(
    join(folder, "prometheus.json"),
    JSON.stringify({
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: ["rules.json"],
      scrape_configs: [
        { job_name: "servers", honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${hook}`] }] },
      ],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanager}`] }] }] },
    }),
  );
  let taken: Receiver | undefined;
  const servers: ChildProcess[] = [];
  try {
    taken = await receiver(hook, () => metrics(started));
    servers.push(
      start(
        "prometheus-alertmanager",
        [
          `--config.file=${configure(hook)}`,
          `--web.listen-address=127.0.0.1:${alertmanager}`,
          `--cluster.listen-address=127.0.0.1:${cluster}`,
          `--storage.path=${folder}/alertmanager`,
        ],
        folder,
      ),
    );
    await ready(`http://127.0.0.1:${alertmanager}/-/ready`, 20);
    servers.push(
      start(
        "prometheus",
        [
          "--config.file=prometheus.json",
          `--web.listen-address=127.0.0.1:${prometheus}`,
          `--storage.tsdb.path=${folder}/prometheus`,
        ],
        folder,
      ),
    );
    await ready(`http://127.0.0.1:${prometheus}/-/ready`, 20);
    const call = await taken.next();
    expect(call.path).toBe("/api/v1/events/model-delivery/rollback");
    expect(call.authorization).toBe("Bearer the-token");
    const { event, submit } = rollbackBinding().spec as {
      event: { selector: string };
      submit: { arguments: { parameters: { name: string; valueFrom: { event: string } }[] } };
    };
    expect(selects(event.selector, "rollback", call.body)).toBe(true);
    expect(selects(event.selector, "retrain", call.body)).toBe(false);
    const parameters = submit.arguments.parameters.map(({ name, valueFrom }) => [
      name,
      new Function("payload", `return ${valueFrom.event}`)(call.body),
    ]);
    expect(Object.fromEntries(parameters)).toEqual({
      model: "scorer",
      namespace: "fraud",
      engine: "kserve",
      reason: expect.stringContaining("p99 latency above 0.3 s"),
      // Servers outside a cluster have no revisions.
      revision: "",
      since: expect.stringMatching(/^20.*Z$/),
    });
  } finally {
    for (const server of servers) server.kill("SIGKILL");
    taken?.close();
  }
}, 90_000);
