import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { helmValues } from "../../../src/review/model";
import { declared, ENDPOINT } from "../../../test/stacks/kubernetes/with-models";
import { graphOf } from "../../../test/stacks/shipped";
import { buildGo } from "../../build-go";
import { freePort, ready, start } from "../../processes";
import { WEED } from "../images/images";
import { type S3Request, s3Status } from "./s3-client";

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures
type Anything = any;

/** gRPC listens 10,000 above each port. */
async function lowPort(): Promise<number> {
  const port = await freePort();
  return port < 55_000 ? port : lowPort();
}

/** The container of the object store, with every profile's consumers, a team and a model. */
function container() {
  const graph = graphOf(declared({ profile: "full" }, { endpoints: [ENDPOINT] }));
  const manifests: Anything[] = graph
    .ofType("helm_release")
    .flatMap((release) => (helmValues(release).values as Anything).manifests ?? []);
  const { spec } = manifests.find(({ kind, metadata }) => kind === "StatefulSet" && metadata.name === "object-store");
  const { initContainers, containers } = spec.template.spec;
  return { script: initContainers[0].command[2] as string, args: containers[0].args as string[] };
}

/** The shell would insert the keys: here each is `secret-<consumer>`. */
const settingsOf = (script: string) =>
  (script.split("\n")[1] ?? "").replaceAll(/\$\(cat [^)]*\/([\w-]+)\)/g, "secret-$1");

const folder = mkdtempSync(join(tmpdir(), "object-store-"));
let server: ChildProcess;
let store: string;

beforeAll(async () => {
  const weed = buildGo(WEED);
  const { script, args } = container();
  const [s3, metrics, master, volume, filer] = [
    await lowPort(),
    await lowPort(),
    await lowPort(),
    await lowPort(),
    await lowPort(),
  ] as const;
  writeFileSync(join(folder, "s3.json"), settingsOf(script));
  const here = {
    "-dir": folder,
    "-s3.config": join(folder, "s3.json"),
    "-s3.port": s3,
    "-metricsPort": metrics,
  };
  server = start(
    weed,
    [
      "mini",
      ...args.filter((arg) => !((arg.split("=")[0] as string) in here)),
      ...Object.entries(here).map(([name, value]) => `${name}=${value}`),
      ...["-ip=127.0.0.1", "-ip.bind=127.0.0.1"],
      ...[`-master.port=${master}`, `-volume.port=${volume}`, `-filer.port=${filer}`],
    ],
    folder,
  );
  store = `http://127.0.0.1:${s3}`;
  await ready(`${store}/healthz`, 60);
  await bucketsExist();
}, 1_200_000);

afterAll(() => {
  server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The server answers before it has made its buckets. */
async function bucketsExist(): Promise<void> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    if ((await ask("backup", { method: "HEAD", path: "acme-dev-backups" })) === 200) return;
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error("the buckets did not exist within half a minute");
}

const ask = (who: string, request: Omit<S3Request, "key">) =>
  s3Status(store, { ...request, key: [who, `secret-${who}`] });

const put = (path: string) => ({ method: "PUT", path: `acme-dev-${path}`, body: "content" }) as const;
const get = (path: string) => ({ method: "GET", path: `acme-dev-${path}` }) as const;
const list = (bucket: string, prefix: string) =>
  ({ method: "GET", path: `acme-dev-${bucket}`, query: { "list-type": "2", prefix } }) as const;

const MODEL = "models/fraud/fraud-detection/1/model.pkl";
const OUTPUT = "pipelines/private-artifacts/fraud/v2/artifacts/run/model";
const WORKFLOW = "pipelines/workflows/model-delivery/release-1/pod/main.log";
const REQUESTS = "logs/payloads/fraud/fraud-detection/predictor/requests/1-request.json";
const ENDPOINT_KEY = "endpoint-fraud-detection";

/** In this order: later rows read what earlier ones wrote. */
const ALLOWED: readonly (readonly [string, string, Omit<S3Request, "key">])[] = [
  ["team-fraud", "stores a model", put(MODEL)],
  ["team-fraud", "stores an output of its pipelines", put(OUTPUT)],
  ["team-fraud", "stores the logs of a workflow", put("pipelines/private-artifacts/fraud/workflow-1/pod/main.log")],
  ["team-fraud", "stores an artifact of an experiment", put("artifacts/1/run/model")],
  ["mlflow", "shows it", get("artifacts/1/run/model")],
  ["model-delivery", "stores outputs of workflows", put(WORKFLOW)],
  ["model-delivery", "passes them on", get(WORKFLOW)],
  ["model-delivery", "lists a version", list("models", "fraud/fraud-detection/1")],
  ["model-delivery", "reads a version", get(MODEL)],
  [ENDPOINT_KEY, "asks for the bucket, as KServe does", { method: "HEAD", path: "acme-dev-models" }],
  [ENDPOINT_KEY, "lists its version", list("models", "fraud/fraud-detection/1")],
  [ENDPOINT_KEY, "reads its version", get(MODEL)],
  [ENDPOINT_KEY, "logs requests", put(REQUESTS)],
  ["model-delivery", "lists the requests", list("logs", "payloads/fraud/fraud-detection")],
  ["model-delivery", "reads the requests", get(REQUESTS)],
  ["model-delivery", "reports drift", put("logs/model-delivery/fraud-detection/report.html")],
  ["pipelines-api", "asks for its bucket", { method: "HEAD", path: "acme-dev-pipelines" }],
  ["pipelines-ui", "shows an output", get(OUTPUT)],
  ["airflow", "logs a task", put("logs/airflow/dag/1.log")],
  ["airflow", "stores data", put("datasets/fraud/part-1")],
  ["prefect", "stores a result", put("pipelines/prefect/result-1")],
  ["backup", "stores a backup", put("backups/velero/backups/nightly/velero-backup.json")],
  ["backup", "lists its folder", list("backups", "velero/")],
  ["backup", "expires a backup", { ...get("backups/velero/backups/nightly/velero-backup.json"), method: "DELETE" }],
  ["database-backup", "stores a dump", put("backups/postgres/1.sql.gz")],
];

const DENIED: typeof ALLOWED = [
  ["team-fraud", "writes to another team's pipelines", put("pipelines/private-artifacts/churn/x")],
  ["team-fraud", "reads workflows of model delivery", get(WORKFLOW)],
  ["team-fraud", "reads requests", get(REQUESTS)],
  ["model-delivery", "changes a model", put(MODEL)],
  ["model-delivery", "reads a team's outputs", get(OUTPUT)],
  [ENDPOINT_KEY, "reads another model", get("models/fraud/other/1/model.pkl")],
  [ENDPOINT_KEY, "changes its model", put(MODEL)],
  [ENDPOINT_KEY, "logs as another model", put("logs/payloads/fraud/other/x.json")],
  ["pipelines-api", "writes", put("pipelines/x")],
  ["pipelines-ui", "reads models", get(MODEL)],
  ["airflow", "reads requests", get(REQUESTS)],
  ["prefect", "reads a team's outputs", get(OUTPUT)],
  ["mlflow", "changes an artifact", put("artifacts/1/run/model")],
  ["backup", "reads models", get(MODEL)],
  ["database-backup", "reads backups of the cluster", get("backups/velero/backups/nightly/velero-backup.json")],
];

test.each(ALLOWED)("the key %s %s", async (who, _, request) => {
  expect([200, 204]).toContain(await ask(who, request));
});

test.each(DENIED)("the key %s never %s", async (who, _, request) => {
  expect(await ask(who, request)).toBe(403);
});

test("a wrong key is refused", async () => {
  expect(await s3Status(store, { ...get(MODEL), key: ["team-fraud", "wrong"] })).toBe(403);
});
