import { type ChildProcess, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AlertReceivers, RECEIVER_FILES } from "../../src/constructs/observability/alert-receivers";
import { alertmanagerRoutes } from "../../src/constructs/observability/alertmanager-routes";
import { freePort, type Receiver, ready, receiver, start } from "../processes";

let folder: string;

beforeAll(() => {
  if (spawnSync("prometheus-alertmanager", ["--version"]).error)
    throw new Error("prometheus-alertmanager is missing (Debian: the package of the same name).");
  folder = mkdtempSync(join(tmpdir(), "notifications-"));
});

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const WEBHOOK = { kind: "webhook", entry: "" } as const;

/** The configuration of the platform; every webhook is a local path, and no grouping delays apply. */
function configure(port: number, receivers: AlertReceivers): string {
  const file = join(folder, "alertmanager.json");
  const text = JSON.stringify(alertmanagerRoutes({ events: `http://127.0.0.1:${port}`, receivers }))
    // Debian's Alertmanager doesn't support URL files.
    .replaceAll(/"url_file":"[^"]*\/([a-z-]+)"/g, `"url":"http://127.0.0.1:${port}/$1"`)
    .replaceAll(RECEIVER_FILES, join(folder, "receivers"))
    .replaceAll(/"group_wait":"[^"]*"/g, '"group_wait":"0s"')
    .replaceAll(/"group_interval":"[^"]*"/g, '"group_interval":"1s"');
  writeFileSync(file, text);
  return file;
}

const MODEL = { namespace: "fraud", endpoint: "scorer" };

const ALERTS = [
  { alertname: "CanarySlow", severity: "critical", mlops_action: "rollback", ...MODEL },
  { alertname: "TrackingUnavailable", severity: "critical", namespace: "mlflow", deployment: "mlflow" },
  { alertname: "ModelDataDrift", severity: "warning", mlops_action: "retrain", ...MODEL },
  { alertname: "ModelDriftUnknown", severity: "warning", ...MODEL },
  { alertname: "KubeJobFailed", severity: "warning", namespace: "fraud" },
  { alertname: "KubeDeploymentReplicasMismatch", severity: "warning", namespace: "mlflow", deployment: "mlflow" },
  { alertname: "KubeDeploymentReplicasMismatch", severity: "warning", namespace: "mlflow", deployment: "exporter" },
  { alertname: "Watchdog", severity: "none" },
];

async function send(address: string, alerts: readonly object[]): Promise<void> {
  const answer = await fetch(`${address}/api/v2/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(alerts.map((labels) => ({ labels }))),
  });
  if (!answer.ok) throw new Error(`Alertmanager rejects the alerts: ${await answer.text()}`);
}

/** Adds called paths, each with its alert, to `calls` until they are `count`. Alertmanager may repeat a call. */
async function called(taken: Receiver, calls: Set<string>, count: number): Promise<string[]> {
  while (calls.size < count) {
    const { path, body } = await taken.next();
    for (const { labels } of (body as { alerts: { labels: { alertname: string } }[] }).alerts)
      calls.add(`${path} ${labels.alertname}`);
  }
  return [...calls].sort();
}

/** A real Alertmanager with receivers, and its calls. */
async function running(
  receivers: AlertReceivers,
  check: (address: string, taken: Receiver, hook: number) => Promise<void>,
): Promise<void> {
  const [hook, port, cluster] = [await freePort(), await freePort(), await freePort()];
  const address = `http://127.0.0.1:${port}`;
  const taken = await receiver(hook, () => "");
  let server: ChildProcess | undefined;
  try {
    server = start(
      "prometheus-alertmanager",
      [
        `--config.file=${configure(hook, receivers)}`,
        `--web.listen-address=127.0.0.1:${port}`,
        `--cluster.listen-address=127.0.0.1:${cluster}`,
        `--storage.path=${mkdtempSync(join(folder, "alertmanager-"))}`,
      ],
      folder,
    );
    await ready(`${address}/-/ready`, 60);
    await check(address, taken, hook);
  } finally {
    server?.kill("SIGKILL");
    taken.close();
  }
}

test("a real Alertmanager calls actions, people and the dead man's switch, and mutes warnings that a critical alert explains", async () => {
  const receivers = { critical: [WEBHOOK], warning: [WEBHOOK], heartbeatEntry: "heartbeat" };
  await running(receivers, async (address, taken) => {
    const calls = new Set<string>();
    // The critical alerts first: what they mute must not arrive before them.
    await send(address, ALERTS.slice(0, 2));
    expect(await called(taken, calls, 3)).toEqual([
      "/critical-webhook CanarySlow",
      "/critical-webhook TrackingUnavailable",
      "/rollback CanarySlow",
    ]);
    await send(address, ALERTS.slice(2));
    expect(await called(taken, calls, 8)).toEqual([
      "/critical-webhook CanarySlow",
      "/critical-webhook TrackingUnavailable",
      "/heartbeat Watchdog",
      "/retrain ModelDataDrift",
      "/rollback CanarySlow",
      "/warning-webhook KubeDeploymentReplicasMismatch",
      "/warning-webhook KubeJobFailed",
      "/warning-webhook ModelDataDrift",
    ]);
    const all = (await (await fetch(`${address}/api/v2/alerts`)).json()) as {
      labels: { alertname: string; deployment?: string };
      status: { state: string };
    }[];
    const muted = all.filter(({ status }) => status.state === "suppressed").map(({ labels }) => labels);
    expect(muted.map(({ alertname, deployment = "" }) => `${alertname} ${deployment}`.trim()).sort()).toEqual([
      "KubeDeploymentReplicasMismatch mlflow",
      "ModelDriftUnknown",
    ]);
  });
}, 120_000);

test("a receiver whose secret has no value yet doesn't block the others, and is called as soon as it has one", async () => {
  const receivers = { critical: [WEBHOOK], warning: [{ kind: "slack", entry: "" } as const, WEBHOOK] };
  await running(receivers, async (address, taken, hook) => {
    await send(address, [{ alertname: "KubeJobFailed", severity: "warning", namespace: "fraud" }]);
    expect((await taken.next()).path).toBe("/warning-webhook");
    mkdirSync(join(folder, "receivers"));
    writeFileSync(join(folder, "receivers", "warning-slack"), `http://127.0.0.1:${hook}/slack`);
    expect((await taken.next()).path).toBe("/slack");
  });
}, 120_000);
