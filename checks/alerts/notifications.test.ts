import { type ChildProcess, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

/** The configuration of the platform; every receiver is a path of this machine, and none waits. */
function configure(port: number): string {
  const file = join(folder, "alertmanager.json");
  const webhook = [{ kind: "webhook", entry: "" }] as const;
  const config = alertmanagerRoutes({
    events: `http://127.0.0.1:${port}`,
    receivers: { critical: webhook, warning: webhook, heartbeatEntry: "heartbeat" },
  });
  const text = JSON.stringify(config)
    // Debian's Alertmanager knows no file with a URL.
    .replaceAll(/"url_file":"[^"]*\/([a-z-]+)"/g, `"url":"http://127.0.0.1:${port}/$1"`)
    .replaceAll(/"group_wait":"[^"]*"/g, '"group_wait":"0s"');
  writeFileSync(file, text);
  return file;
}

const MODEL = { namespace: "fraud", endpoint: "scorer" };

const ALERTS = [
  { alertname: "CanarySlow", severity: "critical", mlops_action: "rollback", ...MODEL },
  { alertname: "ModelDataDrift", severity: "warning", mlops_action: "retrain", ...MODEL },
  { alertname: "ModelDriftUnknown", severity: "warning", ...MODEL },
  { alertname: "KubeJobFailed", severity: "warning", namespace: "fraud" },
  { alertname: "Watchdog", severity: "none" },
];

async function send(address: string, alerts: readonly object[]): Promise<void> {
  const answer = await fetch(`${address}/api/v2/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(alerts.map((labels) => ({ labels }))),
  });
  if (!answer.ok) throw new Error(`Alertmanager refuses the alerts: ${await answer.text()}`);
}

/** Paths that were called, each with the alert that it was called about. */
async function called(taken: Receiver, count: number): Promise<string[]> {
  const calls = new Set<string>();
  while (calls.size < count) {
    const { path, body } = await taken.next();
    for (const { labels } of (body as { alerts: { labels: { alertname: string } }[] }).alerts)
      calls.add(`${path} ${labels.alertname}`);
  }
  return [...calls].sort();
}

test("a real Alertmanager calls actions, people and the dead man's switch, and mutes what a critical alert explains", async () => {
  const [hook, port, cluster] = [await freePort(), await freePort(), await freePort()];
  const address = `http://127.0.0.1:${port}`;
  const taken = await receiver(hook, () => "");
  let server: ChildProcess | undefined;
  try {
    server = start(
      "prometheus-alertmanager",
      [
        `--config.file=${configure(hook)}`,
        `--web.listen-address=127.0.0.1:${port}`,
        `--cluster.listen-address=127.0.0.1:${cluster}`,
        `--storage.path=${folder}/alertmanager`,
      ],
      folder,
    );
    await ready(`${address}/-/ready`, 60);
    // The critical alert first: what it mutes must not arrive before it.
    await send(address, ALERTS.slice(0, 1));
    expect(await called(taken, 2)).toEqual(["/critical-webhook CanarySlow", "/rollback CanarySlow"]);
    await send(address, ALERTS.slice(1));
    expect(await called(taken, 4)).toEqual([
      "/heartbeat Watchdog",
      "/retrain ModelDataDrift",
      "/warning-webhook KubeJobFailed",
      "/warning-webhook ModelDataDrift",
    ]);
    const all = (await (await fetch(`${address}/api/v2/alerts`)).json()) as {
      labels: { alertname: string };
      status: { state: string };
    }[];
    const muted = all.filter(({ status }) => status.state === "suppressed").map(({ labels }) => labels.alertname);
    expect(muted).toEqual(["ModelDriftUnknown"]);
  } finally {
    server?.kill("SIGKILL");
    taken.close();
  }
}, 120_000);
