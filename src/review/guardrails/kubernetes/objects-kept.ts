import { helmValues, isObject, type JsonObject, type Resource } from "../../model";
import { lossOf } from "../change";
import { fail, PASS } from "../outcomes";
import type { Outcome } from "../rule";
import { objectIn, objectsIn } from "./manifest";

/** Types that apply objects to a cluster: a single one, or the manifests of a release. */
export const CARRIERS = ["kubernetes_manifest", "helm_release"];

/**
 * Fails for each object of a kind that a plan removes from the cluster: together with its carrier, or from the
 * manifests of a release that stays. Carriers without such objects are ignored.
 */
export function checkObjectsKept(carrier: Resource, kind: string, loss: string): Outcome[] {
  const ofKind = (values: JsonObject | undefined) =>
    objectsOf(carrier, values).filter((object) => object.kind === kind);
  const before = ofKind(carrier.change?.before);
  const after = lossOf(carrier) === undefined ? ofKind(carrier.change?.after) : [];
  const kept = new Set(after.map(nameOf));
  return before.map((object) =>
    kept.has(nameOf(object)) ? PASS : fail(`${kind} ${nameOf(object)} is deleted. ${loss}`),
  );
}

function objectsOf({ type }: Resource, values: JsonObject | undefined): JsonObject[] {
  if (!values) return [];
  if (type === "helm_release") return objectsIn(helmValues({ body: values }).values, "manifests");
  return isObject(values.manifest) ? [values.manifest] : [];
}

function nameOf(object: JsonObject): string {
  const { namespace, name } = objectIn(object, "metadata");
  return typeof namespace === "string" ? `${namespace}/${String(name)}` : String(name);
}
