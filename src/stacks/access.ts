import { PIPELINE_RUNNER, pipelinesPrefix } from "../constructs/kubernetes/names";
import type { BucketPurpose } from "../environment/environment";
import type { TrainingEngine } from "../environment/models";

/** What a consumer may do with a bucket. */
export interface BucketGrant {
  readonly bucket: BucketPurpose;
  readonly access: "read" | "read-write";
  /** Only objects below this prefix. */
  readonly prefix?: string;
}

/** Which Kubernetes service account someone is, and the buckets they reach. */
export interface ServiceAccountAccess {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly buckets: readonly BucketGrant[];
}

/** Which Kubernetes service account a consumer with a cloud identity is, and the least it needs. */
export interface IdentityAccess extends ServiceAccountAccess {
  /** Engine whose runs train models: they publish those that the environment names. */
  readonly trains?: TrainingEngine;
  /** Entries of the secret store, and the database's master password. */
  readonly readsSecrets?: true;
  /** Records of the DNS zone: all, or those that prove to a certificate authority whose the domain is. */
  readonly writesDns?: "records" | "challenges";
  /** Images of the registry, and what is signed beside them. */
  readonly readsImages?: true;
  /** Nodes; a cloud whose cluster makes them itself has no use for it. */
  readonly makesNodes?: true;
  /** Load balancers; a cloud whose cluster makes them itself has no use for it. */
  readonly makesLoadBalancers?: true;
}

/**
 * Steps of a team's pipelines: what is theirs, and no other team's. Artifacts of experiments are the exception: MLflow
 * files them by experiment, not by team.
 */
export function teamAccess(team: string): ServiceAccountAccess {
  return {
    namespace: team,
    serviceAccount: PIPELINE_RUNNER,
    buckets: [
      { bucket: "pipelines", access: "read-write", prefix: pipelinesPrefix(team) },
      { bucket: "datasets", access: "read-write", prefix: team },
      { bucket: "models", access: "read-write", prefix: team },
      { bucket: "artifacts", access: "read-write" },
    ],
  };
}

/** What a model's endpoint may do: read its own versions, and log what it is asked. */
export function modelAccess(team: string, model: string): ServiceAccountAccess {
  return {
    namespace: team,
    serviceAccount: `model-${model}`,
    buckets: [
      { bucket: "models", access: "read", prefix: `${team}/${model}` },
      { bucket: "logs", access: "read-write", prefix: `payloads/${team}/${model}` },
    ],
  };
}

interface Grantor<Grantee> {
  grantRead(grantee: Grantee, options?: { readonly prefix?: string }): void;
  grantReadWrite(grantee: Grantee, options?: { readonly prefix?: string }): void;
}

/** Gives an identity what the table says; what a grant is, each cloud's bucket knows. */
export function grantBuckets<Grantee>(
  grants: readonly BucketGrant[],
  grantee: Grantee,
  buckets: Readonly<Record<BucketPurpose, Grantor<Grantee>>>,
): void {
  for (const { bucket, access, prefix } of grants) {
    const options = prefix === undefined ? {} : { prefix };
    if (access === "read") buckets[bucket].grantRead(grantee, options);
    else buckets[bucket].grantReadWrite(grantee, options);
  }
}
