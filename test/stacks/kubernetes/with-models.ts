import dev from "../../../environments/local/dev";
import type { KubernetesEnvironment } from "../../../src/environment/environment";
import { parseEnvironments } from "../../../src/environment/parse-environments";
import { isOnCloud } from "../../../src/environment/target";

type Input = typeof dev;

const DIGEST = `sha256:${"0".repeat(64)}`;

/** The shipped environment, completed as an environment file would be, with its platform changed and perhaps a model. */
export function declared(
  platform: Partial<NonNullable<Input["platform"]>>,
  models?: Partial<NonNullable<Input["models"]>>,
): KubernetesEnvironment {
  const input = {
    ...dev,
    platform: { ...dev.platform, ...platform },
    ...(models && { models: { deliveryImage: DIGEST, endpoints: [], ...models } }),
  };
  const [environment] = parseEnvironments([{ source: "environments/local/dev.ts", input }], "2026-11-01");
  if (!environment || isOnCloud(environment)) throw new Error("it is on an existing cluster");
  return environment;
}

export const ENDPOINT = {
  name: "fraud-detection",
  team: "fraud",
  framework: "sklearn",
  drift: { reference: "reference.parquet" },
} as const;

/** The least that releases models on a laptop: without Knative there is no canary. */
export const LITE_WITH_MODEL = declared(
  { components: { "argo-cd": true, "argo-workflows": true, pushgateway: true } },
  { canary: { steps: [100] }, endpoints: [ENDPOINT] },
);

/** The profile `standard`, whose releases are canaries. */
export const STANDARD_WITH_MODEL = declared({ profile: "standard" }, { endpoints: [ENDPOINT] });
