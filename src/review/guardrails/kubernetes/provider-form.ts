import { isObject, type Json, type JsonObject } from "../../model";

/** Blocks that the Kubernetes provider names in the singular and Kubernetes in the plural. */
const LISTS: Readonly<Record<string, string>> = {
  container: "containers",
  egress: "egress",
  env: "env",
  env_from: "envFrom",
  from: "from",
  image_pull_secrets: "imagePullSecrets",
  ingress: "ingress",
  init_container: "initContainers",
  match_expressions: "matchExpressions",
  path: "paths",
  port: "ports",
  ports: "ports",
  rule: "rules",
  subject: "subjects",
  tls: "tls",
  to: "to",
  toleration: "tolerations",
  topology_spread_constraint: "topologySpreadConstraints",
  volume: "volumes",
  volume_claim_template: "volumeClaimTemplates",
  volume_mount: "volumeMounts",
};

/** Names that camel case alone doesn't produce. */
const NAMES: Readonly<Record<string, string>> = {
  host_ipc: "hostIPC",
  host_pid: "hostPID",
  storage_provisioner: "provisioner",
};

/** Maps with user-defined keys. */
const MAPS = new Set([
  "annotations",
  "binary_data",
  "data",
  "labels",
  "limits",
  "match_labels",
  "node_selector",
  "parameters",
  "requests",
  "string_data",
]);

/**
 * The manifest that a resource of the Kubernetes provider represents, e.g. `kubernetes_deployment_v1`.
 * https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs
 */
export function manifestOfBody(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      // Plans show unset attributes as null, and unset strings as an empty string.
      if (value === null || value === "") return [];
      if (MAPS.has(name)) return [[camelCase(name), onlyBlock(value)]];
      const list = holdsBlocks(value) ? LISTS[name] : undefined;
      return [list === undefined ? [camelCase(name), convert(onlyBlock(value))] : [list, blocks(value).map(convert)]];
    }),
  );
}

function convert(value: Json): Json {
  if (Array.isArray(value)) return value.map(convert);
  return isObject(value) ? manifestOfBody(value) : value;
}

function camelCase(name: string): string {
  return NAMES[name] ?? name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Plans write every block as a list. */
function onlyBlock(value: Json): Json {
  return Array.isArray(value) && value.length === 1 && isObject(value[0]) ? value[0] : value;
}

function holdsBlocks(value: Json): boolean {
  return isObject(value) || (Array.isArray(value) && value.every(isObject));
}

function blocks(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}
