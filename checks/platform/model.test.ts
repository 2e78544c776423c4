import { ANSWER, FirstModel } from "./first-model";
import { stopForwards } from "./forward";
import { Gateway } from "./gateway";
import { openPlatform } from "./platform";

const platform = openPlatform();
const { environment } = platform;
const gateway = new Gateway(platform);
const [{ name: team } = { name: "" }] = environment.platform.teams;
const model = new FirstModel(platform, team);

afterAll(async () => {
  stopForwards();
  await model.delete();
}, 120_000);

test("a team's pod trains, logs and registers a model", async () => {
  expect(await model.train()).toMatchObject({ version: expect.anything() });
}, 500_000);

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
  const { experiment } = await call(`experiments/get-by-name?experiment_name=${model.name}`);
  const { run } = await call("runs/create", { experiment_id: experiment.experiment_id, start_time: Date.now() });
  await call("runs/log-metric", { run_id: run.info.run_id, key: "accuracy", value: 0.5, timestamp: Date.now() });
  const { run: read } = await call(`runs/get?run_id=${run.info.run_id}`);
  expect(read.data.metrics).toMatchObject([{ key: "accuracy", value: 0.5 }]);
  expect((await call(`registered-models/get?name=${model.name}`)).registered_model.name).toBe(model.name);
}, 60_000);

test("KServe serves the model from the object store, and a team's pod gets a prediction", async () => {
  await model.serve();
  expect(await model.askInside()).toEqual(ANSWER);
}, 400_000);

test("a program outside the cluster gets a prediction through the gateway", async () => {
  expect(await model.askOutside(gateway)).toEqual(ANSWER);
}, 120_000);
