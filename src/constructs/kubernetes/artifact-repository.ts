import type * as contracts from "../../contracts";
import { KEY_VARIABLES } from "../../contracts/key-variables";
import type { JsonObject } from "./json";
import type { Manifest } from "./manifest-bundle";
import { pipelinesPrefix } from "./names";

export interface ArtifactRepositoryProps {
  readonly bucket: contracts.ObjectStore;
  /** Where a pod's objects are in the bucket, with Argo's variables. */
  readonly keyFormat: string;
  /** Kubernetes secret in the namespace of the workflows with the key of the bucket. @default - their identity is enough */
  readonly keySecret?: string;
}

/**
 * Where workflows keep outputs and logs.
 * https://argo-workflows.readthedocs.io/en/latest/configure-artifact-repository/
 */
export function artifactRepository({ bucket, keyFormat, keySecret }: ArtifactRepositoryProps): JsonObject {
  const { name, region, scheme, endpoint } = bucket;
  if (scheme === "gs") return { gcs: { bucket: name, keyFormat } };
  const access =
    keySecret === undefined
      ? { endpoint: "s3.amazonaws.com", region, useSDKCreds: true, insecure: false }
      : { ...addressOf(endpoint), region, ...keyIn(keySecret) };
  return { s3: { bucket: name, ...access, keyFormat } };
}

function addressOf(endpoint: string): JsonObject {
  const { host, protocol } = new URL(endpoint);
  return { endpoint: host, insecure: protocol === "http:" };
}

function keyIn(name: string): JsonObject {
  return {
    accessKeySecret: { name, key: KEY_VARIABLES.id },
    secretKeySecret: { name, key: KEY_VARIABLES.secret },
  };
}

/**
 * The default repository of the workflows in a namespace.
 * https://argo-workflows.readthedocs.io/en/latest/artifact-repository-ref/
 */
export function namespaceRepository(namespace: string, owner: string, props: ArtifactRepositoryProps): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "artifact-repositories",
      namespace,
      annotations: { "workflows.argoproj.io/default-artifact-repository": owner },
    },
    data: { [owner]: JSON.stringify({ archiveLogs: true, ...artifactRepository(props) }) },
  };
}

/** The repository of a team's workflows: its own folder in the bucket of pipelines. */
export function teamRepository(team: string, bucket: contracts.ObjectStore, keySecret: string | undefined): Manifest {
  return namespaceRepository(team, "team", {
    bucket,
    keyFormat: `${pipelinesPrefix(team)}/{{workflow.name}}/{{pod.name}}`,
    ...(keySecret !== undefined && { keySecret }),
  });
}
