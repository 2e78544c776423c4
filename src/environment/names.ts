import type { BucketPurpose, Environment } from "./environment";

/** Everything on the platform that has a cloud identity of its own. */
export type Consumer =
  | "mlflow"
  | "pipelines-api"
  | "pipelines-ui"
  | "airflow"
  | "prefect"
  | "external-secrets"
  | "external-dns"
  | "cert-manager"
  | "load-balancer"
  | "karpenter"
  | "backup"
  | "model-delivery"
  | "kyverno";

/** Keys by what they protect: losing or leaking one must not touch the others. */
export type KeyPurpose = "cluster" | "storage" | "database" | "logs" | "secrets";

/** `aws-prod`: how the ids of the environment's stacks begin. */
export function environmentId({ cloud, name }: Pick<Environment, "cloud" | "name">): string {
  return `${cloud.provider}-${name}`;
}

export const BUCKET_PURPOSES: readonly BucketPurpose[] = [
  "artifacts",
  "datasets",
  "pipelines",
  "models",
  "logs",
  "backups",
];

export const CONSUMERS: readonly Consumer[] = [
  "mlflow",
  "pipelines-api",
  "pipelines-ui",
  "airflow",
  "prefect",
  "external-secrets",
  "external-dns",
  "cert-manager",
  "load-balancer",
  "karpenter",
  "backup",
  "model-delivery",
  "kyverno",
];

/**
 * Every name that an environment gives to a cloud resource, computed from the organization and the environment alone,
 * so that other stacks and other repositories can compute it too.
 */
export interface Names {
  /** `<organization>-<environment>`: first part of all other names, and the name of network and cluster. */
  readonly prefix: string;
  readonly stateBucket: string;
  readonly database: string;
  readonly pipelinesDatabase: string;
  /** AWS only: S3 delivers access logs to no bucket that has an own key. */
  readonly accessLogsBucket: string;
  readonly bucket: (purpose: BucketPurpose) => string;
  readonly identity: (consumer: Consumer) => string;
  readonly teamIdentity: (team: string) => string;
  readonly modelIdentity: (model: string) => string;
  readonly ciIdentity: (role: "plan" | "deploy") => string;
  readonly key: (purpose: KeyPurpose | "state") => string;
}

export function namesOf({ organization, name }: Pick<Environment, "organization" | "name">): Names {
  const prefix = `${organization}-${name}`;
  return {
    prefix,
    stateBucket: `${prefix}-tfstate`,
    database: `${prefix}-postgres`,
    pipelinesDatabase: `${prefix}-mysql`,
    accessLogsBucket: `${prefix}-access-logs`,
    bucket: (purpose) => `${prefix}-${purpose}`,
    identity: (consumer) => `${prefix}-${consumer}`,
    teamIdentity: (team) => `${prefix}-team-${team}`,
    modelIdentity: (model) => `${prefix}-m-${model}`,
    ciIdentity: (role) => `${prefix}-ci-${role}`,
    key: (purpose) => `${prefix}-${purpose}`,
  };
}

/** Tags that everything carries: who pays, who answers, how careful to be. Google takes them as labels. */
export function tagsOf(environment: Environment): Readonly<Record<string, string>> {
  return {
    environment: environment.name,
    owner: labelValue(environment.owner),
    "cost-centre": labelValue(environment.costCentre),
    "data-classification": environment.dataClassification,
    "managed-by": "mlops-constructs",
  };
}

/**
 * Google's labels allow lower-case letters, digits, `-` and `_`, up to 63 characters; the same value is used on both
 * clouds so that cost reports can be put side by side.
 * https://cloud.google.com/resource-manager/docs/labels-overview#requirements
 */
function labelValue(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("@", "_at_")
    .replaceAll(/[^a-z0-9_-]/g, "-")
    .slice(0, 63);
}
