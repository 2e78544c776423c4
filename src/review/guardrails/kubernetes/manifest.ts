import { isObject, type Json, type JsonObject, type Resource } from "../../model";
import { manifestOfBody } from "./provider-form";

/** The Kubernetes provider's dedicated types for a kind, if any. */
const PROVIDER_TYPES: Readonly<Record<string, readonly string[]>> = {
  ClusterRole: ["kubernetes_cluster_role", "kubernetes_cluster_role_v1"],
  ClusterRoleBinding: ["kubernetes_cluster_role_binding", "kubernetes_cluster_role_binding_v1"],
  CronJob: ["kubernetes_cron_job", "kubernetes_cron_job_v1"],
  DaemonSet: ["kubernetes_daemonset", "kubernetes_daemon_set_v1"],
  Deployment: ["kubernetes_deployment", "kubernetes_deployment_v1"],
  Ingress: ["kubernetes_ingress_v1"],
  Job: ["kubernetes_job", "kubernetes_job_v1"],
  NetworkPolicy: ["kubernetes_network_policy", "kubernetes_network_policy_v1"],
  PersistentVolumeClaim: ["kubernetes_persistent_volume_claim", "kubernetes_persistent_volume_claim_v1"],
  Pod: ["kubernetes_pod", "kubernetes_pod_v1"],
  PodDisruptionBudget: ["kubernetes_pod_disruption_budget", "kubernetes_pod_disruption_budget_v1"],
  Role: ["kubernetes_role", "kubernetes_role_v1"],
  RoleBinding: ["kubernetes_role_binding", "kubernetes_role_binding_v1"],
  Secret: ["kubernetes_secret", "kubernetes_secret_v1"],
  Service: ["kubernetes_service", "kubernetes_service_v1"],
  StatefulSet: ["kubernetes_stateful_set", "kubernetes_stateful_set_v1"],
  StorageClass: ["kubernetes_storage_class", "kubernetes_storage_class_v1"],
};

const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PROVIDER_TYPES).flatMap(([kind, types]) => types.map((type) => [type, kind])),
);

const MANIFEST = "kubernetes/";

/** The types of resources that create objects of these kinds, however they are applied. */
export function typesOfKinds(...kinds: readonly string[]): string[] {
  return kinds.flatMap((kind) => [`${MANIFEST}${kind}`, ...(PROVIDER_TYPES[kind] ?? [])]);
}

export function kindOf({ type }: Resource): string {
  return type.startsWith(MANIFEST) ? type.slice(MANIFEST.length) : (KINDS[type] ?? type);
}

/** Each resource is converted once, however many rules read it. */
const CONVERTED = new WeakMap<Resource, JsonObject>();

/** The object as Kubernetes sees it. */
export function manifestOf(resource: Resource): JsonObject {
  if (resource.type.startsWith(MANIFEST)) return resource.body;
  let manifest = CONVERTED.get(resource);
  if (!manifest) {
    manifest = manifestOfBody(resource.body);
    CONVERTED.set(resource, manifest);
  }
  return manifest;
}

/** The group of its API, `""` for the core: kinds such as Service and Gateway exist in several. */
export function groupOf(resource: Resource): string {
  const { apiVersion } = manifestOf(resource);
  const [group = "", version] = typeof apiVersion === "string" ? apiVersion.split("/") : [];
  return version === undefined ? "" : group;
}

/** The object's namespace; `undefined` for a cluster-wide object or the default namespace. */
export function namespaceOf(resource: Resource): Json | undefined {
  return objectIn(manifestOf(resource), "metadata").namespace;
}

export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

export function listIn(object: JsonObject, name: string): readonly Json[] {
  const value = object[name];
  return Array.isArray(value) ? value : [];
}

export function objectsIn(object: JsonObject, name: string): JsonObject[] {
  return listIn(object, name).filter(isObject);
}

export function textsIn(object: JsonObject, name: string): string[] {
  return listIn(object, name).filter((item): item is string => typeof item === "string");
}
