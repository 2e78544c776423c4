import type { SecretEntry } from "../../contracts";
import type { JsonObject } from "./json";
import type { Manifest } from "./manifest-bundle";
import { DATABASE_SECRETS } from "./names";

export interface ExternalSecretProps {
  readonly name: string;
  readonly namespace: string;
  /** Name of the secret store. */
  readonly store: string;
  /** @default - a cluster-wide store */
  readonly storeKind?: "SecretStore" | "ClusterSecretStore";
  /** Key of the Kubernetes secret → entry of the store, and its property if the entry is JSON. */
  readonly data: Readonly<Record<string, { readonly entry: SecretEntry; readonly property?: string }>>;
  /** Templates for the values, in Go's template language. @default - the values unchanged */
  readonly template?: Readonly<Record<string, string>>;
  /** Labels of the Kubernetes secret. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the Kubernetes secret. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Refresh interval, as a Go duration.
   * @default "1h" for the cloud's store, which charges for every read; "5m" for the store with the database users,
   * which is on the cluster
   */
  readonly refreshInterval?: string;
}

/** A Kubernetes secret that External Secrets keeps in sync with entries of a store. */
export function externalSecret(props: ExternalSecretProps): Manifest {
  const { name, namespace, store, storeKind = "ClusterSecretStore", data, template, labels, annotations } = props;
  const metadata = { ...(labels && { labels }), ...(annotations && { annotations }) };
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, namespace },
    spec: {
      refreshInterval: props.refreshInterval ?? (store === DATABASE_SECRETS ? "5m" : "1h"),
      secretStoreRef: { kind: storeKind, name: store },
      target: {
        name,
        ...((template || labels || annotations) && {
          template: { ...(template && { data: template }), ...((labels || annotations) && { metadata }) },
        }),
      },
      data: Object.entries(data).map(([secretKey, { entry, property }]) => ({
        secretKey,
        remoteRef: remoteRef(entry, property),
        ...(typeof entry === "object" &&
          entry.store !== undefined && {
            sourceRef: { storeRef: { kind: "ClusterSecretStore", name: entry.store } },
          }),
      })),
    },
  };
}

function remoteRef(entry: SecretEntry, property: string | undefined): JsonObject {
  if (typeof entry === "object") return { key: entry.entry, property: entry.property };
  return { key: entry, ...(property !== undefined && { property }) };
}

/**
 * A password that is generated once, on the cluster, and never leaves it: neither code nor state contains it.
 * @param keys templates for the Kubernetes secret, in Go's template language, if `{{ .password }}` alone is not enough
 */
export function generatedPassword(
  name: string,
  namespace: string,
  length: number,
  keys?: Readonly<Record<string, string>>,
): Manifest[] {
  const generatorRef = { apiVersion: "generators.external-secrets.io/v1alpha1", kind: "Password", name };
  return [
    {
      apiVersion: generatorRef.apiVersion,
      kind: generatorRef.kind,
      metadata: { name, namespace },
      spec: { length, digits: Math.floor(length / 4), symbols: 0, noUpper: false, allowRepeat: true },
    },
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name, namespace },
      spec: {
        refreshPolicy: "CreatedOnce",
        target: { name, ...(keys && { template: { mergePolicy: "Merge", data: keys } }) },
        dataFrom: [{ sourceRef: { generatorRef } }],
      },
    },
  ];
}
