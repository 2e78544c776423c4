import type { Json, JsonObject } from "../constructs/kubernetes/json";

/** GiB of persistent volumes that charts claim, if their values use the format of Kubernetes or of most charts. */
export function claimedGiB(values: readonly JsonObject[]): number {
  return values.reduce((sum, each) => sum + claimed(each, 1), 0);
}

function claimed(value: Json | undefined, replicas: number): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + claimed(item, replicas), 0);
  if (!isObject(value)) return 0;
  const copies = typeof value.replicas === "number" ? value.replicas : replicas;
  const requests = isObject(value.resources) && isObject(value.resources.requests) ? value.resources.requests : {};
  // The chart-specific format of Grafana.
  const persistence = isObject(value.persistence) && value.persistence.enabled === true ? value.persistence : {};
  const own = copies * (gib(requests.storage) + gib(persistence.size));
  return Object.values(value).reduce<number>((sum, item) => sum + claimed(item, copies), own);
}

function gib(storage: Json | undefined): number {
  const [, amount = "0"] = /^(\d+)Gi$/.exec(String(storage)) ?? [];
  return Number(amount);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
