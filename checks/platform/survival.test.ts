import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { until } from "../node/until";
import { openPlatform } from "./platform";
import { isReady, podsIn, runningContainers } from "./pods";
import { restartCluster, unrestartable } from "./restart-cluster";
import { TeamPod } from "./team-pod";

const { cluster, environment, components } = openPlatform();
const [team] = environment.platform.teams;
const namespaces = [...new Set([NAMESPACES.foundation, ...components.map(({ namespace }) => namespace)])];

const reason = unrestartable();

if (reason !== "") console.warn(`A restart of the cluster is not checked: ${reason}.`);

interface Logged {
  readonly run: string;
}

let logged: Logged;
let client: TeamPod;

beforeAll(async () => {
  if (!team) throw new Error("The environment has no team.");
  client = await TeamPod.start(cluster, team.name);
  logged = await client.python<Logged>(LOG);
}, 300_000);

afterAll(() => client?.delete(), 60_000);

const LOG = `
import json, mlflow
mlflow.set_experiment("survival")
with mlflow.start_run() as run:
    mlflow.log_metric("auc", 0.9)
    mlflow.log_text("kept", "note.txt")
print(json.dumps({"run": run.info.run_id}))
`;

const read = (run: string) => `
import json, mlflow
run = mlflow.get_run("${run}")
text = mlflow.artifacts.load_text(run.info.artifact_uri + "/note.txt")
print(json.dumps({"auc": run.data.metrics["auc"], "text": text}))
`;

/** The run and its artifact: what MLflow, its database and the object store have kept. */
function kept(): Promise<unknown> {
  return until("MLflow answers", 180, () => client.python(read(logged.run)));
}

async function allReady(seconds: number): Promise<void> {
  await until("every pod is ready", seconds, async () => {
    const pods = (await podsIn(cluster)).filter(({ metadata }) => namespaces.includes(metadata.namespace));
    const waiting = pods.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name);
    if (waiting.length > 0) throw new Error(waiting.join(", "));
    return true;
  });
}

test("a run and its artifact are kept when the pods of the servers are deleted", async () => {
  for (const namespace of [NAMESPACES.foundation, NAMESPACES.mlflow]) {
    await cluster.kubectl(["delete", "pods", `--namespace=${namespace}`, "--field-selector=status.phase=Running"]);
  }
  await allReady(400);
  expect(await kept()).toEqual({ auc: 0.9, text: "kept" });
}, 700_000);

test("a run and its artifact are kept when a node is drained", async () => {
  const { items } = JSON.parse(
    await cluster.kubectl(["get", "pods", `--namespace=${NAMESPACES.foundation}`, "--output=json"]),
  );
  const node = items.find(({ spec }: { spec: { nodeName?: string } }) => spec.nodeName)?.spec.nodeName;
  const options = ["--ignore-daemonsets", "--delete-emptydir-data", "--force", "--timeout=300s"];
  try {
    await cluster.kubectl(["drain", node, ...options]);
  } finally {
    await cluster.kubectl(["uncordon", node]);
  }
  await allReady(600);
  if (team) client = await TeamPod.start(cluster, team.name);
  expect(await kept()).toEqual({ auc: 0.9, text: "kept" });
}, 1_200_000);

(reason === "" ? test : test.skip)(
  "a run and its artifact are kept when the cluster is restarted",
  async () => {
    const before = new Set(runningContainers(await podsIn(cluster)));
    await restartCluster();
    // The API server keeps the conditions from before, also of pods that do not run: only new containers show a restart.
    await until("every container was started again", 600, async () => {
      const old = runningContainers(await podsIn(cluster)).filter((id) => before.has(id));
      if (old.length > 0) throw new Error(`${old.length} containers still run from before, or the API server says so`);
      return true;
    });
    await allReady(600);
    expect(await kept()).toEqual({ auc: 0.9, text: "kept" });
  },
  1_500_000,
);
