import { PROVIDERS } from "../facts/provider";
import type { BucketPurpose, Environment } from "./environment";

/** Everything on the platform that has its own cloud identity. */
export const CONSUMERS = [
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
] as const;

export type Consumer = (typeof CONSUMERS)[number];

/** Encryption keys by purpose, so that losing or leaking one does not affect the others. */
export type KeyPurpose = "cluster" | "storage" | "database" | "logs" | "secrets";

/** `aws-prod`: the prefix of the environment's stack ids. */
export function environmentId({ cloud, name }: Pick<Environment, "cloud" | "name">): string {
  return `${cloud.provider}-${name}`;
}

/** Whether a text may be the id of an environment. */
export function isEnvironmentId(text: string): boolean {
  return PROVIDERS.some((provider) => text.startsWith(`${provider}-`) && text.length > provider.length + 1);
}

/**
 * The names of an environment's cloud resources, computed only from the organization and the environment, so that other
 * stacks and repositories can compute them too.
 */
export interface Names {
  /** `<organization>-<environment>`: prefix of all other names, and the name of the network and the cluster. */
  readonly prefix: string;
  readonly stateBucket: string;
  readonly database: string;
  readonly pipelinesDatabase: string;
  /** AWS only: S3 does not deliver access logs to a bucket with a customer-managed key. */
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

/** Tags of all resources: cost centre, owner and data classification. On Google Cloud they are labels. */
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
 * clouds so that cost reports can be compared.
 * https://cloud.google.com/resource-manager/docs/labels-overview#requirements
 */
function labelValue(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("@", "_at_")
    .replaceAll(/[^a-z0-9_-]/g, "-")
    .slice(0, 63);
}
