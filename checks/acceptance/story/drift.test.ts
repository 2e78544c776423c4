import { NAMESPACES } from "../../../src/constructs/kubernetes/names";
import { until } from "../../node/until";
import { stopForwards } from "../../platform/forward";
import { Prometheus } from "../../platform/prometheus";
import type { Endpoint } from "../endpoint";
import { workflowsSince } from "../releases";
import { Story } from "../story";

const NAMESPACE = NAMESPACES["model-delivery"];
/** Seconds: the alert waits five minutes, and Alertmanager groups for another. */
const ALERT = 900;

let story: Story;
let champion: Endpoint;

beforeAll(async () => {
  story = await Story.open();
  champion = await story.champion();
}, 1_800_000);

afterAll(stopForwards);

/** Measures drift now, with the scheduled job. @returns the score of the feature that differs most */
async function measure(): Promise<number> {
  const { cluster, model } = story.platform;
  const job = `drift-${Date.now().toString(36)}`;
  await cluster.kubectl(["create", "job", job, `--namespace=${NAMESPACE}`, `--from=cronjob/drift-${model.name}`]);
  await cluster.waitFor(`job/${job}`, "condition=Complete", { namespace: NAMESPACE, seconds: 600 });
  const prometheus = new Prometheus(story.platform);
  const last = `max(model_drift_last_run_timestamp_seconds{endpoint="${model.name}"})`;
  const since = Date.now() / 1000 - 120;
  await until(
    "Prometheus knows the measurement",
    180,
    async () => Number((await prometheus.query(last))[0]?.value[1]) > since,
    3,
  );
  const [score] = await prometheus.query(`max(model_drift_score{endpoint="${model.name}"})`);
  return Number(score?.value[1]);
}

test("drifting requests are measured, notified, and start the retraining", async () => {
  const { cluster } = story.platform;
  await story.chapter("Drifting data", champion, [champion.version], async (client, tell) => {
    await new Promise((next) => setTimeout(next, 90_000));
    const before = await measure();
    tell(`The usual requests: the feature that differs most has a score of ${before.toFixed(2)}.`);
    client.ask(await story.drifted(champion.version));
    const moment = Date.now();
    await new Promise((next) => setTimeout(next, 180_000));
    const after = await measure();
    tell(`Other requests: a score of ${after.toFixed(2)}.`);
    expect(after).toBeGreaterThan(Math.max(before, 0.2));
    await until(
      "an alert starts the retraining",
      ALERT,
      async () => (await workflowsSince(cluster, moment)).some(({ template }) => template === "retrain-model"),
      5,
    );
    tell("An alert started the retraining.");
  });
}, 3_000_000);
