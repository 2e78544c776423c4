import { REGION } from "../../constructs/embedded/bucket";
import { ObjectStore } from "../../constructs/embedded/object-store";
import { NAMESPACES } from "../../constructs/kubernetes/names";
import type * as contracts from "../../contracts";
import { BUCKET_PURPOSES, type BucketPurpose } from "../../environment/bucket-purpose";
import type { KubernetesEnvironment } from "../../environment/environment";
import { namesOf } from "../../environment/names";
import type { BucketGrant } from "../access";

/** An object store that has buckets of an environment. */
interface Store extends Pick<contracts.ObjectStore, "endpoint" | "region"> {
  /** Whether it runs on the cluster, with generated keys. */
  readonly embedded: boolean;
}

function storeOf({ cloud: { objectStore, backup } }: KubernetesEnvironment, purpose: BucketPurpose): Store {
  if (backup && purpose === "backups") return { endpoint: backup.endpoint, region: backup.region, embedded: false };
  if (objectStore) return { ...objectStore, embedded: false };
  return { endpoint: ObjectStore.endpointIn(NAMESPACES.foundation), region: REGION, embedded: true };
}

/** A bucket of an environment. */
export function bucketOf(environment: KubernetesEnvironment, purpose: BucketPurpose): contracts.ObjectStore {
  const { endpoint, region } = storeOf(environment, purpose);
  const { backup } = environment.cloud;
  const name = backup && purpose === "backups" ? backup.bucket : namesOf(environment).bucket(purpose);
  return { name, scheme: "s3", uri: `s3://${name}`, region, endpoint, requiresKey: true };
}

/** Buckets of the embedded store; empty if the environment has none. */
export function embeddedBuckets(environment: KubernetesEnvironment): readonly BucketPurpose[] {
  return BUCKET_PURPOSES.filter((purpose) => storeOf(environment, purpose).embedded);
}

/** Address of the store with the buckets of a consumer, who has one key. */
export function addressOf(environment: KubernetesEnvironment, buckets: readonly BucketGrant[]): Store {
  const stores = buckets.map(({ bucket }) => storeOf(environment, bucket));
  const [first] = stores;
  if (!first || stores.some(({ endpoint }) => endpoint !== first.endpoint))
    throw new Error(
      `A key opens one object store, and these are in several: ${stores.map(({ endpoint }) => endpoint)}`,
    );
  return first;
}
