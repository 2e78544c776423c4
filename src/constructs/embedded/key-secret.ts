import { KEY_VARIABLES } from "../../contracts/key-variables";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { REGION } from "./bucket";
import { SecretStore } from "./secret-store";
import { keySecret } from "./static-key";

export interface KeySecretProps {
  /** Name of the Kubernetes secret. */
  readonly name: string;
  readonly namespace: string;
  /** Whose key it is. */
  readonly consumer: string;
  /** URL of the object store. */
  readonly endpoint: string;
  readonly store: { readonly name: string; readonly kind: "SecretStore" | "ClusterSecretStore" };
  /** Revision of the key: a new one is read at once. */
  readonly revision: number;
}

/**
 * A consumer's key as a Kubernetes secret: environment variables of S3's clients, which KServe reads from the secret as
 * well. https://kserve.github.io/website/docs/model-serving/storage/providers/s3
 */
export function keyManifest({ name, namespace, consumer, endpoint, store, revision }: KeySecretProps): Manifest {
  const { host, protocol } = new URL(endpoint);
  const manifest = externalSecret({
    name,
    namespace,
    store: store.name,
    storeKind: store.kind,
    data: { key: { entry: SecretStore.entry(keySecret(consumer)) } },
    template: {
      [KEY_VARIABLES.id]: consumer,
      [KEY_VARIABLES.secret]: "{{ .key }}",
      [KEY_VARIABLES.endpoint]: endpoint,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
    },
    annotations: {
      "serving.kserve.io/s3-endpoint": host,
      "serving.kserve.io/s3-usehttps": protocol === "https:" ? "1" : "0",
      "serving.kserve.io/s3-region": REGION,
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
