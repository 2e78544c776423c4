import type { CloudProvider } from "../../facts/provider";
import type { Fault } from "../../problems/fault";
import { BUCKET_PURPOSES } from "../bucket-purpose";
import type { Environment } from "../environment";
import type { Partially } from "../keep-valid";
import { CONSUMERS, namesOf } from "../names";

interface Limit {
  readonly what: string;
  readonly most: number;
  readonly names: readonly string[];
}

/** Finds names that are too long for the cloud once they are prefixed with the organization and the environment. */
export function checkNames({ organization, name, cloud, platform }: Partially<Environment>): Fault[] {
  if (organization === undefined || name === undefined || !cloud?.provider) return [];
  const names = { ...namesOf({ organization, name }) };
  if (cloud.provider === "kubernetes") return bucketLimit(names).flatMap((limit) => tooLong(limit, organization, name));
  const limits = cloud.provider === "google" ? googleLimits(names, cloud.projectId ?? "") : awsLimits(names);
  const { provider } = cloud;
  return [
    ...limits.flatMap((limit) => tooLong(limit, organization, name)),
    ...forbiddenWords(provider, organization, name),
    ...(platform?.teams ?? []).flatMap((team, index) =>
      team?.name === undefined ? [] : longTeam(names.teamIdentity(team.name), team.name, index, provider),
    ),
  ];
}

function longTeam(identity: string, team: string, index: number, provider: CloudProvider | undefined): Fault[] {
  const { what, most } = provider === "google" ? GOOGLE_IDENTITY : AWS_IDENTITY;
  if (identity.length <= most) return [];
  return [
    {
      path: `platform.teams[${index}].name`,
      found: `"${team}", which results in the ${what} ${identity} (${identity.length} characters)`,
      expected: `${what} names of at most ${most} characters`,
      remedy: `Shorten the name of the team, the organization or the environment by ${identity.length - most}.`,
    },
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const AWS_IDENTITY = { what: "IAM role", most: 64 } as const;

/** https://cloud.google.com/iam/docs/service-accounts-create */
const GOOGLE_IDENTITY = { what: "Google service account", most: 30 } as const;

type AllNames = ReturnType<typeof namesOf>;

/** Names of the embedded object store follow those of S3. */
function bucketLimit(names: AllNames): Limit[] {
  return [{ what: "bucket", most: 63, names: buckets(names) }];
}

function awsLimits(names: AllNames): Limit[] {
  return [
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    { what: "S3 bucket", most: 63, names: [...buckets(names), names.accessLogsBucket] },
    {
      ...AWS_IDENTITY,
      names: [...identities(names), `${names.prefix}-flow-logs`, `${names.prefix}-cluster`],
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
    { what: "RDS identifier", most: 63, names: [names.database, names.pipelinesDatabase] },
    // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
    { what: "EKS cluster", most: 100, names: [names.prefix] },
  ];
}

function googleLimits(names: AllNames, projectId: string): Limit[] {
  return [
    // https://cloud.google.com/storage/docs/buckets#naming
    { what: "Cloud Storage bucket", most: 63, names: buckets(names) },
    { ...GOOGLE_IDENTITY, names: [...identities(names), `${names.prefix}-nodes`] },
    // https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
    { what: "GKE cluster", most: 40, names: [names.prefix] },
    // https://cloud.google.com/sql/docs/postgres/instance-settings: project and instance share 98 characters.
    { what: "Cloud SQL instance", most: 97 - projectId.length, names: [names.database, names.pipelinesDatabase] },
    // https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools
    { what: "workload identity pool", most: 32, names: [`${names.prefix}-ci`] },
  ];
}

function buckets(names: AllNames): string[] {
  return [...BUCKET_PURPOSES.map(names.bucket), names.stateBucket];
}

function identities(names: AllNames): string[] {
  return [...CONSUMERS.map(names.identity), names.ciIdentity("plan"), names.ciIdentity("deploy")];
}

function tooLong({ what, most, names }: Limit, organization: string, name: string): Fault[] {
  const [longest = ""] = [...names].sort((left, right) => right.length - left.length);
  if (longest.length <= most) return [];
  return [
    {
      path: "name",
      found: `"${name}", which results in the ${what} ${longest} (${longest.length} characters)`,
      expected: `${what} names of at most ${most} characters`,
      remedy: `Shorten organization "${organization}" or name "${name}"; together they are ${longest.length - most} too long.`,
    },
  ];
}

/** Words that the clouds reserve in bucket names. */
const RESERVED = {
  aws: {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    pattern: /^(?:sthree-|amzn-s3-demo-)/,
    expected: 'bucket names that don\'t begin with "sthree-" or "amzn-s3-demo-"',
  },
  google: {
    // https://cloud.google.com/storage/docs/buckets#naming
    pattern: /^goog|google|g00gle/,
    expected: 'bucket names that neither begin with "goog" nor contain "google"',
  },
} as const;

function forbiddenWords(provider: CloudProvider, organization: string, name: string): Fault[] {
  const { pattern, expected } = RESERVED[provider];
  if (!pattern.test(`${organization}-${name}-`)) return [];
  return [
    {
      path: "organization",
      found: `"${organization}" with the name "${name}"`,
      expected,
      remedy: "Choose another short name for the organization or the environment.",
    },
  ];
}
