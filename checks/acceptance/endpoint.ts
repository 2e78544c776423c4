import type { ServingPlatform } from "./serving-platform";

/** An endpoint as the cluster has it. */
export interface Endpoint {
  readonly ready: boolean;
  /** Host that clients ask. */
  readonly host: string;
  /** Address of the version that was deployed last. */
  readonly storageUri: string;
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
  return {
    ready,
    host: status.url === undefined ? "" : new URL(status.url).host,
    storageUri: spec.predictor.model?.storageUri ?? "",
  };
}
