import { canaryQueries } from "../../../../src/constructs/models/release/canary-queries";
import { MODEL_RULES } from "../../observability/model-rules-props";

test("canary queries match the alerts, in seconds, shares and scores", () => {
  const queries = canaryQueries(MODEL_RULES);
  expect(queries.map(({ name, kind, limit, unit }) => `${name} ${kind} ${limit} ${unit}`)).toEqual([
    "requests minimum 100 requests",
    "latency-p99 absolute 0.3 s",
    "latency-p99-against-champion relative 1.2 times",
    "error-rate absolute 0.01 share",
    "error-rate-against-champion relative 2 times",
    "prediction-drift absolute 0.2 score",
    "prediction-drift-against-champion relative 1.2 times",
  ]);
});

test("a new canary is judged without drift, which is measured less often than once per step", () => {
  const { driftHours, ...unwatched } = MODEL_RULES;
  const required = (rules: Parameters<typeof canaryQueries>[0]) =>
    canaryQueries(rules).map(({ name, required: needed }) => `${name} ${needed ?? true}`);
  expect(required({ ...unwatched, driftHours: driftHours ?? 1 })).toEqual([
    "requests true",
    "latency-p99 true",
    "latency-p99-against-champion true",
    "error-rate true",
    "error-rate-against-champion true",
    "prediction-drift false",
    "prediction-drift-against-champion false",
  ]);
  // Without drift checks there is no query for it.
  expect(required(unwatched).filter((query) => query.includes("drift"))).toEqual([]);
});
