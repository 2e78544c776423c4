import { join } from "node:path";
import { loadEnvironments } from "../src/cli/input/load-environments";
import { reviewEnvironment } from "../src/cli/review/review-environment";
import type { Environment, Model } from "../src/environment/environment";

/** Synthesizes and reviews production with the number of models in the first argument, and prints the measurements. */
const TODAY = "2026-11-01";
const count = Number(process.argv[2]);
const production = loadEnvironments(join(__dirname, "../environments"), TODAY).find(
  ({ name, cloud }) => name === "prod" && cloud.provider === "aws",
);
if (!production?.models) throw new Error("no environment aws-prod with models");
const [first] = production.models.endpoints;
if (!first) throw new Error("aws-prod serves no model");

const endpoints: readonly Model[] = Array.from({ length: count }, (_, index) => ({
  ...first,
  name: `model-${index}`,
  storageUri: `s3://acme-prod-models/fraud/model-${index}`,
}));
const environment: Environment = { ...production, models: { ...production.models, endpoints } };

const before = process.cpuUsage().user;
const { result } = reviewEnvironment(environment, TODAY);
const work = (process.cpuUsage().user - before) / 1e6;
console.log(
  JSON.stringify({
    models: count,
    resources: result.stacks.reduce((sum, { resources }) => sum + resources, 0),
    wholeUserSeconds: process.cpuUsage().user / 1e6,
    workUserSeconds: work,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
