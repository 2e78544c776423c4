import { namesOf } from "../../src/environment/names";
import { until } from "../node/until";
import { Gateway } from "./gateway";
import { openPlatform } from "./platform";
import { TeamPod } from "./team-pod";

const platform = openPlatform();
const { cluster, environment } = platform;
const gateway = new Gateway(platform);
const [{ name: team } = { name: "" }] = environment.platform.teams;
const NAME = "platform-check";
const ACCOUNT = "platform-check-models";
const PATH = `/v1/models/${NAME}:predict`;
const QUESTION = JSON.stringify({ instances: [[5.1, 3.5, 1.4, 0.2]] });

let client: TeamPod;

beforeAll(async () => {
  client = await TeamPod.start(cluster, team);
}, 300_000);

afterAll(async () => {
  const namespace = `--namespace=${team}`;
  await cluster.kubectl([
    "delete",
    `inferenceservice/${NAME}`,
    `serviceaccount/${ACCOUNT}`,
    namespace,
    "--ignore-not-found",
  ]);
  await client?.delete();
}, 120_000);

const folder = () => `${team}/${NAME}/1`;
const models = () => namesOf(environment).bucket("models");

/** Trains, logs and registers a model, and puts it where KServe reads it. */
const TRAIN = () => `
import boto3, joblib, json, mlflow
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
x, y = load_iris(return_X_y=True)
model = LogisticRegression(max_iter=500).fit(x, y)
mlflow.set_experiment("${NAME}")
with mlflow.start_run():
    mlflow.log_metric("accuracy", model.score(x, y))
    logged = mlflow.sklearn.log_model(model, name="model", registered_model_name="${NAME}")
version = mlflow.MlflowClient().search_model_versions("name='${NAME}'")[0]
joblib.dump(model, "/tmp/model.joblib")
boto3.client("s3").upload_file("/tmp/model.joblib", "${models()}", "${folder()}/model.joblib")
print(json.dumps({"version": version.version, "source": version.source}))
`;

function endpoint() {
  const metadata = { namespace: team };
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { ...metadata, name: ACCOUNT },
      secrets: [{ name: `object-store-team-${team}` }],
    },
    {
      apiVersion: "serving.kserve.io/v1beta1",
      kind: "InferenceService",
      metadata: { ...metadata, name: NAME },
      spec: {
        predictor: {
          serviceAccountName: ACCOUNT,
          minReplicas: 1,
          model: {
            modelFormat: { name: "sklearn" },
            runtime: "kserve-sklearnserver",
            storageUri: `s3://${models()}/${folder()}`,
            resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "512Mi" } },
          },
        },
      },
    },
  ];
}

test("a team's pod trains, logs and registers a model", async () => {
  expect(await client.python(TRAIN())).toMatchObject({ version: expect.anything() });
}, 300_000);

test("a program outside the cluster logs a run and reads the version through the gateway and the sign-on", async () => {
  const call = async (path: string, body?: object) => {
    const question = body
      ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
      : {};
    const answer = await gateway.askSignedOn(`mlflow.${environment.platform.domain}`, {
      path: `/api/2.0/mlflow/${path}`,
      ...question,
    });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body);
  };
  const { experiment } = await call(`experiments/get-by-name?experiment_name=${NAME}`);
  const { run } = await call("runs/create", { experiment_id: experiment.experiment_id, start_time: Date.now() });
  await call("runs/log-metric", { run_id: run.info.run_id, key: "accuracy", value: 0.5, timestamp: Date.now() });
  const { run: read } = await call(`runs/get?run_id=${run.info.run_id}`);
  expect(read.data.metrics).toMatchObject([{ key: "accuracy", value: 0.5 }]);
  expect((await call(`registered-models/get?name=${NAME}`)).registered_model.name).toBe(NAME);
}, 60_000);

test("KServe serves the model from the object store, and a team's pod gets a prediction", async () => {
  await cluster.apply(endpoint());
  await cluster.waitFor(`inferenceservice/${NAME}`, "condition=Ready", { namespace: team, seconds: 300 });
  const answer = await client.python(`
import json, urllib.request
url = "http://${NAME}-predictor.${team}.svc.cluster.local${PATH}"
request = urllib.request.Request(url, data=b'${QUESTION}', headers={"content-type": "application/json"})
print(urllib.request.urlopen(request, timeout=30).read().decode())
`);
  expect(answer).toEqual({ predictions: [0] });
}, 500_000);

test("a program outside the cluster gets a prediction through the gateway", async () => {
  const url = await cluster.kubectl([
    "get",
    `inferenceservice/${NAME}`,
    `--namespace=${team}`,
    "--output=jsonpath={.status.url}",
  ]);
  const question = { path: PATH, method: "POST", headers: { "content-type": "application/json" }, body: QUESTION };
  const answer = await until("the gateway knows the model", 60, async () => {
    const { status, body } = await gateway.ask(new URL(url).host, question);
    if (status !== 200) throw new Error(`${url} answers ${status}: ${body.slice(0, 200)}`);
    return body;
  });
  expect(JSON.parse(answer)).toEqual({ predictions: [0] });
}, 120_000);
