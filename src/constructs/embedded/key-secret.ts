import type * as contracts from "../../contracts";
import { KEY_VARIABLES } from "../../contracts/key-variables";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { SecretStore } from "./secret-store";

/** Where a key is: entries of the secret store. */
export interface KeyEntries {
  /** @default - the id is the name of the consumer */
  readonly id?: contracts.SecretEntry;
  readonly secret: contracts.SecretEntry;
}

export interface KeySecretProps {
  /** Name of the Kubernetes secret. */
  readonly name: string;
  readonly namespace: string;
  /** Whose key it is. */
  readonly consumer: string;
  readonly key: KeyEntries;
  /** Where the object store is. */
  readonly address: Pick<contracts.ObjectStore, "endpoint" | "region">;
  readonly store: { readonly name: string; readonly kind: "SecretStore" | "ClusterSecretStore" };
  /** Revision of the key: a new one is read at once. */
  readonly revision: number;
}

/**
 * A consumer's key as a Kubernetes secret: environment variables of S3's clients, which KServe reads from the secret as
 * well. https://kserve.github.io/website/docs/model-serving/storage/providers/s3
 */
export function keyManifest({ name, namespace, consumer, key, address, store, revision }: KeySecretProps): Manifest {
  const { endpoint, region } = address;
  const { host, protocol } = new URL(endpoint);
  const manifest = externalSecret({
    name,
    namespace,
    store: store.name,
    storeKind: store.kind,
    data: { ...(key.id !== undefined && { id: { entry: key.id } }), key: { entry: key.secret } },
    template: {
      [KEY_VARIABLES.id]: key.id === undefined ? consumer : "{{ .id }}",
      [KEY_VARIABLES.secret]: "{{ .key }}",
      [KEY_VARIABLES.endpoint]: endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
    },
    annotations: {
      "serving.kserve.io/s3-endpoint": host,
      "serving.kserve.io/s3-usehttps": protocol === "https:" ? "1" : "0",
      "serving.kserve.io/s3-region": region,
      "serving.kserve.io/s3-verifyssl": "1",
      // KServe's agent, which logs requests, would otherwise look for a host with the name of the bucket.
      "serving.kserve.io/s3-usevirtualbucket": "false",
    },
    refreshInterval: "5m",
  });
  return { ...manifest, metadata: { ...manifest.metadata, labels: { "mlops/key-revision": `${revision}` } } };
}

/** A store in a team's namespace that reads only what its service account may read. */
export function teamStore(namespace: string, serviceAccount: string, from: string): Manifest[] {
  const provider: JsonObject = SecretStore.providerOf(from, { serviceAccount });
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: serviceAccount, namespace } },
    {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata: { name: serviceAccount, namespace },
      spec: { provider },
    },
  ];
}
