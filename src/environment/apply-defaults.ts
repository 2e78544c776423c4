import type {
  AwsCloud,
  Environment,
  EnvironmentInput,
  GoogleCloud,
  NodePool,
  Platform,
  PoolPurpose,
} from "./environment";
import type { Partially } from "./keep-valid";
import { modelsOf } from "./model-declarations";
import { GOOGLE_RANGES, TIERS, type TierDefaults } from "./tiers";

/**
 * Fills in missing settings from the tier. Settings that are given but invalid stay undefined: reporting a problem with
 * a default that will not be used would only confuse. For the same reason a file without a valid tier gets no defaults.
 */
export function applyDefaults(
  input: Partially<EnvironmentInput>,
  tier: TierDefaults | undefined,
): Partially<Environment> {
  if (tier === undefined) return input as Partially<Environment>;
  return {
    ...input,
    cloud: cloudOf(input.cloud, tier),
    state: input.state ?? tier.state,
    network: { ...tier.network, ...input.network },
    cluster: { ...tier.cluster, ...input.cluster } as Partially<Environment["cluster"]>,
    nodePools: nodePoolsOf(input.nodePools, tier),
    database: { ...tier.database, ...input.database },
    buckets: { ...tier.buckets, ...input.buckets },
    deletionProtection: input.deletionProtection ?? (input.teardown === undefined && tier.deletionProtection),
    logRetentionDays: input.logRetentionDays ?? tier.logRetentionDays,
    budget: {
      monthlyUsd: input.budget?.monthlyUsd ?? tier.budget.monthlyUsd,
      alertEmails: input.budget?.alertEmails ?? (input.owner === undefined ? [] : [input.owner]),
    },
    usage: {
      ...tier.usage,
      ...input.usage,
      bucketStorageGb: { ...tier.usage.bucketStorageGb, ...input.usage?.bucketStorageGb },
    },
    waivers: input.waivers ?? [],
    approvals: input.approvals ?? [],
    ...(input.platform && { platform: platformOf(input.platform, input.repository, tier) }),
    ...(input.models && { models: modelsOf(input, tier.models) }),
  } as Partially<Environment>;
}

/** The environment of a valid input. */
export function resolve(input: EnvironmentInput): Environment {
  return applyDefaults(input as Partially<EnvironmentInput>, TIERS[input.tier]) as Environment;
}

function cloudOf(
  cloud: Partially<EnvironmentInput["cloud"]> | undefined,
  tier: TierDefaults,
): Partially<Environment["cloud"]> {
  if (!cloud?.provider) return cloud ?? {};
  const { machineTypes, ...databaseTypes } = tier[cloud.provider];
  const common = {
    ...databaseTypes,
    clusterAdministrators: [],
    ...cloud,
    machineTypes: { ...machineTypes, ...cloud.machineTypes },
  };
  return (cloud.provider === "google" ? { ...GOOGLE_RANGES, ...common } : common) as Partially<AwsCloud | GoogleCloud>;
}

function platformOf(
  platform: Partially<NonNullable<EnvironmentInput["platform"]>>,
  repository: string | undefined,
  tier: TierDefaults,
): Partially<Platform> {
  return {
    profile: tier.profile,
    components: {},
    servingMode: "knative",
    mirror: "",
    acceptedLicences: [],
    dagsRepository: `git@github.com:${repository ?? ""}.git`,
    teams: [],
    ...platform,
  };
}

function nodePoolsOf(
  pools: Partially<EnvironmentInput["nodePools"]>,
  tier: TierDefaults,
): Record<PoolPurpose, Partially<NodePool>> {
  const pool = (purpose: PoolPurpose) => ({ ...tier.nodePools[purpose], ...pools?.[purpose] });
  return { system: pool("system"), general: pool("general"), spot: pool("spot"), gpu: pool("gpu") };
}
