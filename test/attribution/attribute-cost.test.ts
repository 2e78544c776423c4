import { Decimal } from "decimal.js";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import { reviewEnvironment } from "../../src/cli/review/review-environment";
import { isOnCloud } from "../../src/environment/target";
import type { ReviewResult } from "../../src/review";

const ENVIRONMENTS = loadEnvironments("environments", "2026-11-01").filter(isOnCloud);
const reviews = new Map(
  ENVIRONMENTS.map((environment) => [
    `${environment.cloud.provider}-${environment.name}`,
    reviewEnvironment(environment, "2026-11-01").result,
  ]),
);

function attributionOf(name: string): NonNullable<ReviewResult["attribution"]> {
  const attribution = reviews.get(name)?.attribution;
  if (!attribution) throw new Error(`${name} has no attribution`);
  return attribution;
}

function share(name: string, of: string): Decimal | undefined {
  const found = attributionOf(name).shares.find((each) => each.name === of);
  return found?.fixed.plus(found.usage);
}

test.each([...reviews])("every cent of %s is attributed exactly once", (name, { cost }) => {
  const { shares } = attributionOf(name);
  const sum = shares.reduce((total, { fixed, usage }) => total.plus(fixed).plus(usage), new Decimal(0));
  expect(sum.toDecimalPlaces(12).toString()).toBe(cost.monthly.toDecimalPlaces(12).toString());
  for (const { fixed, usage } of shares) expect(fixed.gte(0) && usage.gte(0)).toBe(true);
});

test("a component pays for the resources that only it uses", () => {
  const lines = reviews.get("aws-prod")?.cost.lines.filter((line) => line.kind === "priced") ?? [];
  const own = lines
    .filter(({ constructPath }) => constructPath?.startsWith("aws-prod-foundation/pipelines-database/"))
    .reduce((sum, { monthly }) => sum.plus(monthly), new Decimal(0));
  expect(own.gt(50)).toBe(true);
  expect(share("aws-prod", "Kubeflow Pipelines")?.gte(own)).toBe(true);
});

test("components that share a database split its cost equally", () => {
  const mlflow = share("google-prod", "MLflow");
  const airflow = share("google-prod", "Apache Airflow");
  const database = (reviews.get("google-prod")?.cost.lines ?? [])
    .flatMap((line) => (line.kind === "priced" && line.constructPath?.includes("-foundation/database/") ? [line] : []))
    .reduce((sum, { monthly }) => sum.plus(monthly), new Decimal(0));
  expect(mlflow?.gt(database.div(2).toDecimalPlaces(2))).toBe(true);
  expect(airflow?.gt(database.div(2).toDecimalPlaces(2))).toBe(true);
});

/** 730 hours; g6.xlarge at 0.8048 per hour and 200 GiB of gp3: 200 × 0.08 / 730 = 0.0219. */
test("an idle hour of a GPU node costs its machine and its disk", () => {
  const hour = attributionOf("aws-prod").nodeHours.find(({ pool }) => pool === "gpu");
  expect(hour?.usd.toFixed(4)).toBe("0.8267");
});

/**
 * 64 processors on m7i.xlarge nodes with 3920m allocatable, 256 GiB on nodes with 14,919 MiB: memory decides, 17.57
 * nodes at 0.2016 per hour with 100 GiB of gp3. Four GPUs are four g6.xlarge.
 */
test("a team's quota costs the nodes that it fills", () => {
  const [team] = attributionOf("aws-prod").teams;
  const hour = (pool: string) =>
    attributionOf("aws-prod").nodeHours.find((each) => each.pool === pool)?.usd ?? new Decimal(0);
  const gpus = hour("gpu").times(4).times(730);
  const nodes = (team?.atMost ?? new Decimal(0)).minus(gpus).div(hour("general").times(730));
  expect(nodes.toNumber()).toBeGreaterThan(64 / 4);
  expect(nodes.toNumber()).toBeLessThan(20);
  expect(team?.expected.toFixed(2)).toBe(team?.atMost.times("0.3").toFixed(2));
});

/** 1 to N replicas, each with the cost of a quota of the same size. */
test("a model costs the sum of its replicas, between its minimum and its maximum", () => {
  const environment = ENVIRONMENTS.find(({ cloud, name }) => cloud.provider === "aws" && name === "prod");
  const [declared] = environment?.models?.endpoints ?? [];
  const [model] = attributionOf("aws-prod").models;
  expect(model?.name).toBe("fraud-detection");
  const { min = 0, max = 0 } = declared?.replicas ?? {};
  const expected = (min + (max - min) * 0.3) / max;
  expect(model?.expected.div(model.atMost).toNumber()).toBeCloseTo(expected, 10);
});
