import { until } from "../../node/until";
import { stopForwards } from "../../platform/forward";
import { deliver } from "../delivery";
import type { Endpoint } from "../endpoint";
import { describeWorkflow, ended } from "../releases";
import { Story } from "../story";

const RELEASE = 1800;

let story: Story;
let champion: Endpoint;

beforeAll(async () => {
  story = await Story.open();
  champion = await story.champion();
}, 1_800_000);

afterAll(stopForwards);

test("the running version is traced to its commit, its rows, its run in MLflow and the file that serves", async () => {
  const { cluster, model, team } = story.platform;
  const args = ["trace", "--endpoint", model.name, "--namespace", team, "--format", "json"];
  const chain = JSON.parse(await deliver(cluster, args));
  expect(chain.versions).toMatchObject([{ storageUri: champion.storageUri, percent: 100 }]);
  const [{ commit, data, metrics }] = chain.versions;
  const seen = await story.bench.python<Readonly<Record<string, unknown>>>(`
import json, subprocess, yaml
from mlflow import MlflowClient
lock = yaml.safe_load(subprocess.check_output(["git", "show", "${commit}:dvc.lock"]))
version = MlflowClient().get_model_version("${model.name}", "${champion.version}")
run = MlflowClient().get_run(version.run_id)
print(json.dumps({
    "data": {
        file["path"]: file["md5"]
        for stage in lock["stages"].values()
        for file in [*stage.get("deps", []), *stage["outs"]]
    },
    "metrics": run.data.metrics,
}))`);
  expect(seen.data).toMatchObject(data);
  expect(Object.keys(data).length).toBeGreaterThan(0);
  expect((seen.metrics as Record<string, number>).average_precision).toBeCloseTo(metrics.average_precision, 6);
}, 300_000);

test(
  "a model that was changed after it was signed gets no request, and Git names the champion again",
  async () => {
    const { cluster, team, model } = story.platform;
    const title = "A model that was changed after it was signed";
    const candidate = await story.make(title, await story.parameters(champion.version));
    const client = await story.chapter(title, champion, [champion.version], async (_, tell) => {
      await story.bench.python(`
import boto3
boto3.client("s3").put_object(Bucket="${story.platform.bucket("models")}", Key="${team}/${model.name}/${candidate.version}/notes.txt", Body=b"x")
print("{}")`);
      const proposed = await story.propose(candidate);
      const release = await ended(cluster, "release-model", "start", proposed, RELEASE);
      const failed = release.steps.find((step) => step.startsWith("provenance Failed"));
      expect(describeWorkflow(release)).toContain("provenance Failed");
      tell(`The gate: ${failed}`);
      const uri = champion.storageUri;
      await until("Git names the champion", 120, async () => (await story.git()).release.includes(uri), 5);
    });
    const { requests, by, errors } = client.since(0);
    expect({ by, errors }).toEqual({ by: { [champion.version]: requests }, errors: [] });
  },
  RELEASE * 1000 + 600_000,
);
