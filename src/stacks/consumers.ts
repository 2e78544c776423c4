import type { ComponentName } from "../catalogue/component";
import { NAMESPACES, PIPELINE_RUNNER, pipelinesPrefix } from "../constructs/kubernetes/names";
import { DELIVERY_ACCOUNT } from "../constructs/models/delivery-job";
import type { BucketPurpose, Environment } from "../environment/environment";
import type { TrainingEngine } from "../environment/models";
import { CONSUMERS, type Consumer } from "../environment/names";
import { chosenComponents } from "./chosen-components";

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

/** Which Kubernetes service account a consumer is, and the least it needs. */
export interface ConsumerAccess extends ServiceAccountAccess {
  /** What runs it; without it there is no identity. `models` is the delivery of models. */
  readonly component: ComponentName | "models";
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

/** The table of who may do what; both clouds grant from it. */
export const CONSUMER_ACCESS: Readonly<Record<Consumer, ConsumerAccess>> = {
  // It shows artifacts; clients write them with their own identities.
  mlflow: {
    component: "mlflow",
    namespace: "mlflow",
    serviceAccount: "mlflow",
    buckets: [{ bucket: "artifacts", access: "read" }],
  },
  "pipelines-api": {
    component: "kubeflow-pipelines",
    namespace: "kubeflow",
    serviceAccount: "ml-pipeline",
    buckets: [{ bucket: "pipelines", access: "read" }],
  },
  "pipelines-ui": {
    component: "kubeflow-pipelines",
    namespace: "kubeflow",
    serviceAccount: "ml-pipeline-ui",
    buckets: [{ bucket: "pipelines", access: "read" }],
  },
  airflow: {
    component: "airflow",
    namespace: "airflow",
    serviceAccount: "airflow",
    buckets: [
      { bucket: "logs", access: "read-write", prefix: "airflow" },
      { bucket: "datasets", access: "read-write" },
      { bucket: "artifacts", access: "read-write" },
    ],
    trains: "airflow",
  },
  prefect: {
    component: "prefect",
    namespace: "prefect",
    serviceAccount: "prefect-worker",
    buckets: [
      { bucket: "pipelines", access: "read-write", prefix: "prefect" },
      { bucket: "datasets", access: "read-write" },
      { bucket: "artifacts", access: "read-write" },
    ],
    trains: "prefect",
  },
  "external-secrets": {
    component: "external-secrets",
    namespace: "external-secrets",
    serviceAccount: "external-secrets",
    buckets: [],
    readsSecrets: true,
  },
  "external-dns": {
    component: "external-dns",
    namespace: "external-dns",
    serviceAccount: "external-dns",
    buckets: [],
    writesDns: "records",
  },
  "cert-manager": {
    component: "cert-manager",
    namespace: "cert-manager",
    serviceAccount: "cert-manager",
    buckets: [],
    writesDns: "challenges",
  },
  karpenter: {
    component: "karpenter",
    namespace: "kube-system",
    serviceAccount: "karpenter",
    buckets: [],
    makesNodes: true,
  },
  "load-balancer": {
    component: "aws-load-balancer-controller",
    namespace: "kube-system",
    serviceAccount: "aws-load-balancer-controller",
    buckets: [],
    makesLoadBalancers: true,
  },
  backup: {
    component: "velero",
    namespace: "velero",
    serviceAccount: "velero",
    buckets: [{ bucket: "backups", access: "read-write" }],
  },
  // Jobs that release models, look for drift and run gates; results of workflows go beside those of pipelines.
  "model-delivery": {
    component: "models",
    namespace: NAMESPACES["model-delivery"],
    serviceAccount: DELIVERY_ACCOUNT,
    buckets: [
      { bucket: "models", access: "read" },
      { bucket: "datasets", access: "read" },
      { bucket: "logs", access: "read", prefix: "payloads" },
      { bucket: "logs", access: "read-write", prefix: "model-delivery" },
      { bucket: "pipelines", access: "read-write", prefix: `workflows/${NAMESPACES["model-delivery"]}` },
    ],
    readsImages: true,
  },
  // It reads the signatures beside the images.
  kyverno: {
    component: "kyverno",
    namespace: NAMESPACES.kyverno,
    serviceAccount: "kyverno-admission-controller",
    buckets: [],
    readsImages: true,
  },
};

/** Who of the table has an identity in an environment: those whose component runs there. */
export function consumersOf(environment: Pick<Environment, "platform" | "cloud" | "models">): readonly Consumer[] {
  const running = new Set<string>([...chosenComponents(environment), ...(environment.models ? ["models"] : [])]);
  return CONSUMERS.filter((consumer) => running.has(CONSUMER_ACCESS[consumer].component));
}

/** The buckets of a consumer, with the folders of the models that it trains. */
export function bucketsOf(consumer: Consumer, { models }: Pick<Environment, "models">): readonly BucketGrant[] {
  const { buckets, trains } = CONSUMER_ACCESS[consumer];
  const trained = models?.endpoints.filter(
    ({ retraining }) => retraining !== undefined && retraining.engine === trains,
  );
  const folders = (trained ?? []).map(
    ({ team, name }): BucketGrant => ({ bucket: "models", access: "read-write", prefix: `${team}/${name}` }),
  );
  return [...buckets, ...folders];
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

/** Entries of the secret store that the platform reads; their owners put the values in. */
export const SECRET_ENTRIES: Readonly<Record<string, string>> = {
  "airflow-fernet-key": "Key that Airflow encrypts its connections with",
  "git-deploy-key": "Key that Argo CD and Airflow read Git repositories with",
  "release-token": "Token that releases of models commit to Git and open pull requests with",
  "oidc-client": "Client secret of the single sign-on for MLflow, Grafana and Argo CD",
};

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

/** Images that teams build; on AWS each is a repository of its own. */
export const IMAGE_REPOSITORIES = ["training", "serving", "pipelines", "model-delivery", "provenance"] as const;

/** Objects that are written once and seldom read: they move to a cheaper class. */
export const BULK_BUCKETS: readonly BucketPurpose[] = ["datasets", "pipelines", "backups"];

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

/** The expiry and the cheaper class of a bucket, from the environment's lifecycle. */
export function lifecycleOf(
  purpose: BucketPurpose,
  lifecycle: {
    readonly noncurrentVersionDays: number;
    readonly infrequentAccessAfterDays: number;
    readonly logExpiryDays: number;
  },
): { noncurrentVersionDays: number; infrequentAccessAfterDays?: number; expireAfterDays?: number } {
  return {
    noncurrentVersionDays: lifecycle.noncurrentVersionDays,
    ...(BULK_BUCKETS.includes(purpose) && { infrequentAccessAfterDays: lifecycle.infrequentAccessAfterDays }),
    ...(purpose === "logs" && { expireAfterDays: lifecycle.logExpiryDays }),
  };
}

/** One entry for every key, with the keys' own type. */
export function mapKeys<Key extends string, Value>(
  keys: readonly Key[],
  value: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>;
}
