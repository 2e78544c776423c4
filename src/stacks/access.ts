import type { TrainingEngine } from "../catalogue/training-engine";
import { PIPELINE_RUNNER, pipelinesPrefix } from "../constructs/kubernetes/names";
import type { BucketPurpose } from "../environment/environment";

/** What a consumer may do with a bucket. */
export interface BucketGrant {
  readonly bucket: BucketPurpose;
  readonly access: "read" | "read-write";
  /** Only objects below this prefix. */
  readonly prefix?: string;
  /** Its client first asks whether the bucket exists. @default false */
  readonly headBucket?: true;
  /** Its client only supports S3: no grant on a cloud with other buckets. @default false */
  readonly onlyS3?: true;
}

/** The Kubernetes service account of an identity, and its buckets. */
export interface ServiceAccountAccess {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly buckets: readonly BucketGrant[];
}

/** The Kubernetes service account of a consumer with a cloud identity, and its minimum permissions. */
export interface IdentityAccess extends ServiceAccountAccess {
  /** Engine whose runs train models: they publish the models that the environment assigns to it. */
  readonly trains?: TrainingEngine;
  /** Entries of the secret store, and the database's master password. */
  readonly readsSecrets?: true;
  /** Records of the DNS zone: all, or only those that prove control of the domain to a certificate authority. */
  readonly writesDns?: "records" | "challenges";
  /** Images of the registry, and their signatures. */
  readonly readsImages?: true;
  /** Nodes; unused on a cloud whose cluster manages them itself. */
  readonly makesNodes?: true;
  /** Load balancers; unused on a cloud whose cluster manages them itself. */
  readonly makesLoadBalancers?: true;
}

/**
 * Steps of a team's pipelines: only the team's own objects. Artifacts of experiments are the exception: MLflow
 * organizes them by experiment, not by team.
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

/** Permissions of a model's endpoint: read its own versions, and log its requests. */
export function modelAccess(team: string, model: string): ServiceAccountAccess {
  return {
    namespace: team,
    serviceAccount: `model-${model}`,
    buckets: [
      // KServe asks for the bucket before it lists the model.
      { bucket: "models", access: "read", prefix: `${team}/${model}`, headBucket: true },
      { bucket: "logs", access: "read-write", prefix: `payloads/${team}/${model}` },
    ],
  };
}

interface Grantor<Grantee> {
  grantRead(grantee: Grantee, options?: Pick<BucketGrant, "prefix" | "headBucket">): void;
  grantReadWrite(grantee: Grantee, options?: Pick<BucketGrant, "prefix" | "headBucket">): void;
}

/** Grants an identity what the table lists; each cloud's bucket implements the grants. */
export function grantBuckets<Grantee>(
  grants: readonly BucketGrant[],
  grantee: Grantee,
  buckets: Readonly<Record<BucketPurpose, Grantor<Grantee>>>,
): void {
  for (const { bucket, access, prefix, headBucket } of grants) {
    const options = { ...(prefix !== undefined && { prefix }), ...(headBucket && { headBucket }) };
    if (access === "read") buckets[bucket].grantRead(grantee, options);
    else buckets[bucket].grantReadWrite(grantee, options);
  }
}
