import { readDocuments } from "./embedded-document";
import { helmValues } from "./helm-values";
import { blocksOf, isObject, type Json, type JsonObject, textFrom } from "./json";
import type { Resource } from "./resource";

/** How each type of resource carries Kubernetes objects. */
const CARRIERS: Readonly<Record<string, (body: JsonObject) => readonly (Json | undefined)[]>> = {
  helm_release: (body) => (hasManifests(body) ? listOf(helmValues({ body }).values.manifests) : []),
  kubernetes_manifest: (body) => [body.manifest],
  kubectl_manifest: ({ yaml_body }) => (typeof yaml_body === "string" ? (readDocuments(yaml_body) ?? []) : []),
  kubernetes_namespace: typed("Namespace"),
  kubernetes_namespace_v1: typed("Namespace"),
  kubernetes_service_account: typed("ServiceAccount"),
  kubernetes_service_account_v1: typed("ServiceAccount"),
  kubernetes_config_map: typed("ConfigMap"),
  kubernetes_config_map_v1: typed("ConfigMap"),
};

/**
 * The Kubernetes objects that resources apply to a cluster, as separate resources: type `kubernetes/<kind>`, address
 * `<carrier>["<kind>/<namespace>/<name>"]`.
 */
export function manifestsOf(carriers: readonly Resource[]): Resource[] {
  const addresses = new Set<string>();
  return carriers.flatMap((carrier) => {
    const read =
      carrier.mode === "managed" && Object.hasOwn(CARRIERS, carrier.type) ? CARRIERS[carrier.type] : undefined;
    const objects = read?.(carrier.body as JsonObject).flatMap(objectsOf) ?? [];
    return objects.map((object) => {
      const manifest = manifestOf(carrier, object, addresses);
      addresses.add(manifest.address);
      return manifest;
    });
  });
}

/** Reading the values of a chart is expensive: only charts that render manifests are read here. */
function hasManifests({ values, set }: JsonObject): boolean {
  return JSON.stringify([values, set]).includes("manifests");
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The provider's resources with the same fields as the object. */
function typed(kind: string): (body: JsonObject) => JsonObject[] {
  return ({ metadata, data }) => {
    const [fields = {}] = blocksOf(metadata);
    return [{ apiVersion: "v1", kind, metadata: fields, ...(data === undefined ? {} : { data }) }];
  };
}

/** Objects in a list are objects too: https://kubernetes.io/docs/reference/using-api/api-concepts/#collections */
function objectsOf(value: Json | undefined): JsonObject[] {
  if (!isObject(value) || typeof value.kind !== "string") return [];
  return value.kind === "List" ? listOf(value.items).filter(isObject) : [value];
}

function manifestOf(carrier: Resource, object: JsonObject, taken: ReadonlySet<string>): Resource {
  const kind = textFrom(object.kind ?? "");
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const name = textFrom(metadata.name ?? metadata.generateName ?? "");
  const place = metadata.namespace === undefined ? name : `${textFrom(metadata.namespace)}/${name}`;
  const address = `${carrier.address}["${kind}/${place}"]`;
  return {
    // Two API groups may share a kind: Knative and Kubernetes both have a Service.
    address: taken.has(address) ? `${carrier.address}["${kind}.${groupOf(object)}/${place}"]` : address,
    mode: "manifest",
    type: `kubernetes/${kind}`,
    name,
    stack: carrier.stack,
    constructPath: carrier.constructPath,
    body: object,
    change: undefined,
  };
}

function groupOf({ apiVersion }: JsonObject): string {
  const [group = "", version] = textFrom(apiVersion ?? "").split("/");
  return version === undefined ? "core" : group;
}
