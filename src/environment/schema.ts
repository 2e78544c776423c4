import { z } from "zod";
import { COMPONENT_NAMES } from "../catalogue/catalogue";
import type { ComponentName } from "../catalogue/component";
import { PROFILE_NAMES } from "../catalogue/profiles";
import { TIER_NAMES } from "../facts/tier";
import { alertsSchema } from "./alerts-schema";
import { aws, google, kubernetes } from "./cloud-schema";
import type { CloudInput, KubernetesInput } from "./environment-input";
import { modelsSchema } from "./models-schema";
import { amount, block, cidr, email, flag, oneOf, text, whole } from "./vocabulary";

const nodePool = block({
  min: whole(0, 1000, "nodes").optional(),
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html: the minimum on EKS is 1.
  max: whole(1, 1000, "nodes").optional(),
  capacity: oneOf("on-demand", "spot").optional(),
  architecture: oneOf("amd64", "arm64").optional(),
  diskGiB: whole(20, 16_384, "GiB").optional(),
}).optional();

const usd = z.number({ error: "an amount in USD above 0" }).positive({ error: "an amount in USD above 0" });

const share = z
  .number({ error: "a share from 0 to 1" })
  .min(0, { error: "a share from 0 to 1" })
  .max(1, { error: "a share from 0 to 1" });

const gb = amount("a number of GB, 0 or more").optional();

const quantities = {
  coldStorageShare: share.optional(),
  logsGb: gb,
  natGb: gb,
  endpointGb: gb,
  loadBalancerGb: gb,
  imagesGb: gb,
  databaseBackupGb: gb,
  poolUtilisation: share.optional(),
  autoscaledUtilisation: share.optional(),
  sustainedUseDiscount: flag.optional(),
};

/** Usage of code that belongs to no environment, with its own bucket names. */
export const usageSchema = block({
  bucketStorageGb: z
    .record(z.string(), amount("a number of GB, 0 or more"), { error: "GB by the last part of a bucket's name" })
    .optional(),
  ...quantities,
});

export const waiverSchema = block({
  rule: text(/^[a-z0-9]+(-[a-z0-9]+)*$/, "the id of a rule, e.g. nat-gateway-per-zone"),
  resource: text(/^(?!\*+$)\S+$/, "a resource address, in which * matches any run of characters; not * alone"),
  reason: text(/^[\s\S]{20,}$/, "a reason of at least 20 characters"),
  owner: email,
  expires: z.iso.date({ error: "a date that exists, YYYY-MM-DD" }),
});

export const approvalSchema = block({
  address: text(
    /^(?!\*+$)\S+$/,
    "the address of a deleted or replaced resource, in which * matches any run of characters; not * alone",
  ),
  reason: text(/^[\s\S]{20,}$/, "a reason of at least 20 characters"),
  approver: email,
  expires: z.iso.date({ error: "a date that exists, YYYY-MM-DD" }),
});

const teardownSchema = block({
  reason: text(/^[\s\S]{20,}$/, "a reason of at least 20 characters"),
  owner: email,
  expires: z.iso.date({ error: "a date that exists, YYYY-MM-DD" }),
});

const team = block({
  name: text(
    /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    "a namespace name: up to 63 lower-case letters, digits and hyphens",
  ),
  groups: z
    .array(text(/^\S(.*\S)?$/, "the name of a group"), { error: "a list of groups" })
    .min(1, { error: "at least one group" }),
  members: z.array(email, { error: "a list of e-mail addresses" }).optional(),
  budgetUsd: usd.optional(),
  quota: block({
    cpu: whole(1, 10_000, "processors"),
    memoryGiB: whole(1, 100_000, "GiB"),
    gpus: whole(0, 1000, "GPUs"),
  }),
});

const switches = Object.fromEntries(COMPONENT_NAMES.map((name) => [name, flag.optional()])) as Record<
  ComponentName,
  z.ZodOptional<typeof flag>
>;

const oidc = block({
  issuer: text(/^https:\/\/\S+[^/\s]$/, "the https:// URL of the identity provider, without a trailing slash"),
  authorizationUrl: text(/^https:\/\/\S+$/, "an https:// URL"),
  tokenUrl: text(/^https:\/\/\S+$/, "an https:// URL"),
  userinfoUrl: text(/^https:\/\/\S+$/, "an https:// URL"),
  keysUrl: text(/^https:\/\/\S+$/, "an https:// URL").optional(),
  clientId: text(/^\S+$/, "the client's id at the identity provider"),
  adminGroup: text(/^\S(.*\S)?$/, "the name of a group"),
});

const platformShape = {
  profile: z.enum(PROFILE_NAMES, { error: `one of ${PROFILE_NAMES.join(", ")}` }).optional(),
  components: block(switches).optional(),
  domain: text(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a domain such as dev.ml.example.com"),
  servingMode: oneOf("knative", "standard").optional(),
  mirror: text(
    /^oci:\/\/[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/,
    "an OCI registry with its protocol, e.g. oci://registry.example.com/mirror",
  ).optional(),
  acceptedLicences: z.array(text(/^\S+$/, "an SPDX identifier"), { error: "a list of licences" }).optional(),
  dagsRepository: text(
    /^git@[^\s:]+:\S+\.git$/,
    "an SSH URL of a Git repository, e.g. git@github.com:acme/ml-platform.git",
  ).optional(),
  dagsKnownHosts: text(
    /^(\S+ (ssh|ecdsa)-\S+ [A-Za-z0-9+/=]+(\n|$))+$/,
    "lines of known_hosts, e.g. git.example.com ssh-ed25519 AAAA…",
  ).optional(),
  teams: z.array(team, { error: "a list of teams" }).optional(),
  alerts: alertsSchema,
};

const bucketDays = {
  noncurrentVersionDays: whole(1, 3650, "days").optional(),
  logExpiryDays: whole(1, 3650, "days").optional(),
};

const minorVersion = text(/^\d+\.\d+$/, "a Kubernetes minor version in quotes, e.g. 1.35").optional();

const common = {
  organization: text(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    "lower-case letters, digits and single hyphens, starting with a letter",
  ),
  name: text(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "lower-case letters, digits and single hyphens, starting with a letter"),
  tier: oneOf(...TIER_NAMES),
  owner: email,
  costCentre: text(/^\S(.*\S)?$/, "the cost centre that pays"),
  dataClassification: oneOf("public", "internal", "confidential", "restricted"),
  repository: text(/^[a-z\d](?:-?[a-z\d]){0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/i, "a GitHub repository, owner/name"),
  deletionProtection: flag.optional(),
  teardown: teardownSchema.optional(),
  waivers: z.array(waiverSchema, { error: "a list of waivers" }).optional(),
  approvals: z.array(approvalSchema, { error: "a list of approvals" }).optional(),
  models: modelsSchema,
};

const cloudEnvironment = block({
  ...common,
  cloud: z.discriminatedUnion("provider", [aws, google], {
    error: 'a block with provider "aws", "google" or "kubernetes"',
  }),
  state: oneOf("remote", "bootstrap", "local").optional(),
  network: block({
    cidr,
    privateSubnetPrefix: whole(16, 28, "bits").optional(),
    publicSubnetPrefix: whole(16, 28, "bits").optional(),
    serviceCidr: cidr.optional(),
    natGateways: oneOf("single", "per-zone").optional(),
  }),
  cluster: block({
    version: minorVersion,
    extendedSupport: flag.optional(),
    allowedCidrs: z.array(cidr, { error: "a list of IPv4 ranges" }).optional(),
    maintenanceWindow: block({
      day: oneOf("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"),
      start: text(/^([01]\d|2[0-3]):[0-5]\d$/, "a time in UTC, HH:MM"),
      // https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions
      hours: whole(4, 24, "hours"),
    }).optional(),
  }).optional(),
  nodePools: block({ system: nodePool, general: nodePool, spot: nodePool, gpu: nodePool }).optional(),
  database: block({
    version: oneOf("15", "16", "17").optional(),
    highAvailability: flag.optional(),
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html: 20 GiB is the minimum for gp3.
    storageGiB: whole(20, 65_536, "GiB").optional(),
    maxStorageGiB: whole(20, 65_536, "GiB").optional(),
    // RDS keeps automated backups for 35 days at most.
    backupRetentionDays: whole(1, 35, "days").optional(),
  }).optional(),
  buckets: block({
    ...bucketDays,
    // S3 does not move objects to the infrequent-access class before 30 days.
    infrequentAccessAfterDays: whole(30, 3650, "days").optional(),
  }).optional(),
  logRetentionDays: whole(1, 3653, "days").optional(),
  budget: block({
    monthlyUsd: usd.optional(),
    alertEmails: z
      .array(email, { error: "a list of e-mail addresses" })
      .min(1, { error: "at least one e-mail address" })
      .optional(),
  }).optional(),
  usage: block({
    bucketStorageGb: block({
      artifacts: gb,
      datasets: gb,
      pipelines: gb,
      models: gb,
      logs: gb,
      backups: gb,
    }).optional(),
    ...quantities,
  }).optional(),
  platform: block({ ...platformShape, oidc }).optional(),
});

const kubernetesEnvironment = block({
  ...common,
  cloud: kubernetes,
  state: oneOf("remote", "local").optional(),
  cluster: block({ version: minorVersion }).optional(),
  database: block({
    storageGiB: whole(1, 65_536, "GiB").optional(),
    backupRetentionDays: whole(1, 365, "days").optional(),
  }).optional(),
  buckets: block(bucketDays).optional(),
  platform: block({ ...platformShape, oidc: oidc.optional() }).optional(),
});

/** The schema of an environment file. Blocks that only a cloud has are unknown to an existing cluster. */
export function schemaOf(value: unknown): z.ZodObject {
  const { cloud } = (value ?? {}) as { readonly cloud?: unknown };
  const { provider } = (cloud ?? {}) as { readonly provider?: unknown };
  return provider === "kubernetes" ? kubernetesEnvironment : cloudEnvironment;
}

/** A type in the form that the schema infers: not readonly, and optional properties without `undefined`. */
type Shape<Type> = Type extends readonly (infer Item)[]
  ? Shape<Item>[]
  : Type extends object
    ? { -readonly [Key in keyof Type]: Shape<Exclude<Type[Key], undefined>> }
    : Type;

type Same<Left, Right> =
  (<Type>() => Type extends Left ? 1 : 2) extends <Type>() => Type extends Right ? 1 : 2 ? true : false;

type Certain<Answer extends true> = Answer;

/** Keeps the schemas and the public input types in sync: this does not compile if they differ. */
export type InStep = Certain<
  Same<Shape<z.infer<typeof cloudEnvironment>>, Shape<CloudInput>> &
    Same<Shape<z.infer<typeof kubernetesEnvironment>>, Shape<KubernetesInput>>
>;
