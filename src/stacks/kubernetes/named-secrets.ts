import type { Json, JsonObject } from "../../constructs/kubernetes/json";
import type { KubernetesEnvironment } from "../../environment/environment";

/** A Kubernetes secret that a block of another program's configuration names, and the keys that it reads. */
export interface NamedSecret {
  readonly name: string;
  readonly keys: readonly string[];
}

/** Components that get a block of the environment file unchanged. */
export const CONFIGURED = ["cert-manager", "external-dns"] as const;

/** The secrets that the block of a component names: every `…SecretRef` and `secretKeyRef` with a name and a key. */
export function namedSecrets(
  component: (typeof CONFIGURED)[number],
  { cloud: { certificates, dns } }: KubernetesEnvironment,
): readonly NamedSecret[] {
  const block = component === "cert-manager" ? certificates?.acme?.solver : dns?.env;
  const references = referencesIn(block as Json | undefined);
  return [...new Set(references.map(({ name }) => name))].sort().map((name) => ({
    name,
    keys: [...new Set(references.flatMap((each) => (each.name === name ? [each.key] : [])))].sort(),
  }));
}

function referencesIn(value: Json | undefined): { readonly name: string; readonly key: string }[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, item]) => {
    if (!/secret(key)?ref$/i.test(field) || !isObject(item)) return referencesIn(item);
    const { name, key } = item;
    return typeof name === "string" && typeof key === "string" ? [{ name, key }] : referencesIn(item);
  });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
