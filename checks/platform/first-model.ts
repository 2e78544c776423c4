import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { namesOf } from "../../src/environment/names";
import { until } from "../node/until";
import type { Gateway } from "./gateway";
import type { DeployedPlatform } from "./platform";
import { TeamPod } from "./team-pod";

const ACCOUNT = "platform-check-models";
const QUESTION = JSON.stringify({ instances: [[5.1, 3.5, 1.4, 0.2]] });

/** Answer of the model to the question: the class of the flower. */
export const ANSWER = { predictions: [0] };

/** The first model of a team, from its training to a prediction, as `docs/guides/local.md` describes it. */
export class FirstModel {
  /** Name of the endpoint, of the registered model and of the experiment. */
  readonly name = "platform-check";
  private client: TeamPod | undefined;

  constructor(
    private readonly platform: DeployedPlatform,
    private readonly team: string,
  ) {}

  /** Trains, logs and registers it in a pod of the team, and puts it where KServe reads it. */
  async train(): Promise<{ readonly version: string }> {
    this.client = await TeamPod.start(this.platform.cluster, this.team);
    return this.client.python(this.training());
  }

  async serve(): Promise<void> {
    const { cluster } = this.platform;
    await cluster.apply(this.endpoint());
    const waiting = { namespace: this.team, seconds: 300 };
    await cluster.waitFor(`inferenceservice/${this.name}`, "condition=Ready", waiting);
  }

  /** Asks from the pod that trained it. */
  async askInside(): Promise<unknown> {
    const url = `http://${this.name}-predictor.${this.team}.svc.cluster.local${this.path}`;
    return this.client?.python(`
import urllib.request
request = urllib.request.Request("${url}", data=b'${QUESTION}', headers={"content-type": "application/json"})
print(urllib.request.urlopen(request, timeout=30).read().decode())
`);
  }

  /** Asks from outside the cluster; the gateway knows a new host after some seconds. */
  async askOutside(gateway: Gateway): Promise<unknown> {
    const { cluster } = this.platform;
    const args = [
      "get",
      `inferenceservice/${this.name}`,
      `--namespace=${this.team}`,
      "--output=jsonpath={.status.url}",
    ];
    const url = new URL(await cluster.kubectl(args));
    const headers = { "content-type": "application/json" };
    return until("the gateway knows the model", 60, async () => {
      const question = { path: this.path, method: "POST", headers, body: QUESTION };
      const { status, body } = await gateway.ask(url.host, question);
      if (status !== 200) throw new Error(`${url} answers ${status}: ${body.slice(0, 200)}`);
      return JSON.parse(body);
    });
  }

  async delete(): Promise<void> {
    const objects = [`inferenceservice/${this.name}`, `serviceaccount/${ACCOUNT}`];
    await this.platform.cluster.kubectl(["delete", ...objects, `--namespace=${this.team}`, "--ignore-not-found"]);
    await this.client?.delete();
  }

  private get path(): string {
    return `/v1/models/${this.name}:predict`;
  }

  private get folder(): string {
    return `${this.team}/${this.name}/1`;
  }

  private get bucket(): string {
    return namesOf(this.platform.environment).bucket("models");
  }

  private training(): string {
    return `
import boto3, joblib, json, mlflow
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
x, y = load_iris(return_X_y=True)
model = LogisticRegression(max_iter=500).fit(x, y)
mlflow.set_experiment("${this.name}")
with mlflow.start_run():
    mlflow.log_metric("accuracy", model.score(x, y))
    mlflow.sklearn.log_model(model, name="model", registered_model_name="${this.name}")
version = mlflow.MlflowClient().search_model_versions("name='${this.name}'")[0]
joblib.dump(model, "/tmp/model.joblib")
boto3.client("s3").upload_file("/tmp/model.joblib", "${this.bucket}", "${this.folder}/model.joblib")
print(json.dumps({"version": version.version}))
`;
  }

  private endpoint(): Manifest[] {
    const { team: namespace, name } = this;
    const model = {
      modelFormat: { name: "sklearn" },
      runtime: "kserve-sklearnserver",
      storageUri: `s3://${this.bucket}/${this.folder}`,
      resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "512Mi" } },
    };
    return [
      {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: ACCOUNT, namespace },
        secrets: [{ name: `object-store-team-${namespace}` }],
      },
      {
        apiVersion: "serving.kserve.io/v1beta1",
        kind: "InferenceService",
        metadata: { name, namespace },
        spec: { predictor: { serviceAccountName: ACCOUNT, minReplicas: 1, model } },
      },
    ];
  }
}
