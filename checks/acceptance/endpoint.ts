import type { ServingPlatform } from "./serving-platform";

/** An endpoint as the cluster has it. */
export interface Endpoint {
  readonly ready: boolean;
  /** Host that clients ask. */
  readonly host: string;
  /** Address of the version that was deployed last. */
  readonly storageUri: string;
  /** Its number in MLflow's registry, the name of its folder. */
  readonly version: string;
  /** Percent of the traffic that a release gives to it; 0 without a release. */
  readonly share: number;
}

/** `undefined` if there is none. */
export async function readEndpoint({ cluster, model, team }: ServingPlatform): Promise<Endpoint | undefined> {
  const get = ["get", `inferenceservice/${model.name}`, `--namespace=${team}`, "--ignore-not-found", "--output=json"];
  const output = await cluster.kubectl(get);
  if (output.trim() === "") return undefined;
  const { spec, status = {} } = JSON.parse(output);
  const ready = (status.conditions ?? []).some(
    (each: { type: string; status: string }) => each.type === "Ready" && each.status === "True",
  );
  const storageUri: string = spec.predictor.model?.storageUri ?? "";
  return {
    ready,
    host: status.url === undefined ? "" : new URL(status.url).host,
    storageUri,
    version: storageUri.split("/").at(-1) ?? "",
    share: spec.predictor.canaryTrafficPercent ?? 0,
  };
}
