import type { Manifest } from "./manifest-bundle";
import { DATABASE_SECRETS } from "./names";

export interface ExternalSecretProps {
  readonly name: string;
  readonly namespace: string;
  /** Name of the secret store. */
  readonly store: string;
  /** @default - a store of the whole cluster */
  readonly storeKind?: "SecretStore" | "ClusterSecretStore";
  /** Key of the Kubernetes secret → entry of the store, and the property of it where the entry is JSON. */
  readonly data: Readonly<Record<string, { readonly entry: string; readonly property?: string }>>;
  /** Texts made of the values, in Go's template language. @default - the values as they are */
  readonly template?: Readonly<Record<string, string>>;
  /** Labels of the Kubernetes secret. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * How old a copy may be, as Go writes a duration. @default "1h" for the cloud's store, which charges for every read;
   * "5m" for that of the databases' users, which is on the cluster
   */
  readonly refreshInterval?: string;
}

/** A Kubernetes secret that External Secrets keeps equal to entries of a store. */
export function externalSecret(props: ExternalSecretProps): Manifest {
  const { name, namespace, store, storeKind = "ClusterSecretStore", data, template, labels } = props;
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, namespace },
    spec: {
      refreshInterval: props.refreshInterval ?? (store === DATABASE_SECRETS ? "5m" : "1h"),
      secretStoreRef: { kind: storeKind, name: store },
      target: {
        name,
        ...((template || labels) && {
          template: { ...(template && { data: template }), ...(labels && { metadata: { labels } }) },
        }),
      },
      data: Object.entries(data).map(([secretKey, { entry, property }]) => ({
        secretKey,
        remoteRef: { key: entry, ...(property !== undefined && { property }) },
      })),
    },
  };
}

/**
 * A password that is made once, on the cluster, and never leaves it: neither code nor state knows it.
 * @param keys texts of the Kubernetes secret, in Go's template language, where `{{ .password }}` alone is not enough
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
