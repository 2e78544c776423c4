import { z } from "zod";
import { parseRange } from "./ipv4-range";
import { ownServers } from "./own-servers-schema";
import { block, cidr, oneOf, text, whole } from "./vocabulary";

const zones = z.array(text(/^[a-z0-9-]+$/, "the name of a zone"), { error: "a list of three zones" });
const types = z
  .array(text(/^[a-z0-9.-]+$/, "the name of a machine type"), { error: "a list of machine types" })
  .min(1, { error: "a list of at least one machine type" })
  .optional();

const administrators = (pattern: RegExp, expected: string) =>
  z.array(text(pattern, expected), { error: "a list of identities" }).optional();

const machineTypes = block({ system: types, general: types, spot: types, gpu: types }).optional();

const rdsClass = text(/^\S+$/, "an RDS instance class such as db.m7g.large").optional();
const cloudSqlType = text(/^\S+$/, "a Cloud SQL machine type such as db-custom-2-8192").optional();

export const aws = block({
  provider: z.literal("aws"),
  accountId: text(/^\d{12}$/, "the 12 digits of an account, in quotes"),
  region: text(/^[a-z0-9-]+$/, "the name of a region"),
  zones,
  machineTypes,
  databaseType: rdsClass,
  pipelinesDatabaseType: rdsClass,
  githubOidcProviderArn: text(
    /^arn:aws:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    "arn:aws:iam::<account>:oidc-provider/token.actions.githubusercontent.com",
  ).optional(),
  dnsZone: text(/^Z[A-Z0-9]{5,31}$/, "the id of a hosted zone, e.g. Z0123456789ABCDEFGHIJ").optional(),
  clusterAdministrators: administrators(/^arn:aws:iam::\d{12}:role\/\S+$/, "the ARN of an IAM role"),
});

export const google = block({
  provider: z.literal("google"),
  projectId: text(
    /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    "the id of a project: 6 to 30 lower-case letters, digits and hyphens",
  ),
  projectNumber: text(/^\d{6,20}$/, "the number of the project, in quotes"),
  billingAccount: text(/^[0-9A-F]{6}(-[0-9A-F]{6}){2}$/, "a billing account such as 0A1B2C-3D4E5F-607182"),
  region: text(/^[a-z0-9-]+$/, "the name of a region"),
  zones,
  machineTypes,
  databaseType: cloudSqlType,
  pipelinesDatabaseType: cloudSqlType,
  podCidr: cidr.optional(),
  controlPlaneCidr: cidr.optional(),
  managedServicesCidr: cidr.optional(),
  dnsZone: text(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, "the name of a managed zone").optional(),
  // https://cloud.google.com/iam/docs/principal-identifiers; allUsers must not administer a cluster.
  clusterAdministrators: administrators(
    /^(?:user|group|serviceAccount|principal|principalSet):\S+$/,
    "an IAM member, e.g. group:ml-platform@example.com",
  ),
});

const RANGE = "an IPv4 range such as 10.244.0.0/16";

export const kubernetes = block({
  provider: z.literal("kubernetes"),
  // Terraform runs in another folder than kubectl: a relative path would be another file for each.
  kubeconfig: text(
    /^(~|[A-Za-z]:)?[\\/](.*\S)?$/,
    "the absolute path of a kubeconfig file, or one below ~/",
  ).optional(),
  context: text(/^\S+$/, "the name of a context in the kubeconfig, as in `kubectl config get-contexts`"),
  storageClass: text(/^[a-z0-9.-]+$/, "the name of a StorageClass").optional(),
  podCidr: z
    .string({ error: RANGE })
    .refine((range) => parseRange(range) !== undefined, { error: RANGE })
    .optional(),
  gateway: oneOf("load-balancer", "node-port", "port-forward").optional(),
  nodes: block({
    count: whole(1, 5000, "nodes"),
    cpu: whole(1, 1000, "processors"),
    memoryGiB: whole(1, 24_000, "GiB"),
  }).optional(),
  stateNamespace: text(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "the name of a namespace").optional(),
  objectStoreGiB: whole(1, 65_536, "GiB").optional(),
  secretsRevision: whole(1, 1_000_000, "revisions").optional(),
  ...ownServers,
});
