import { type Profile, runsOn } from "../catalogue/profiles";
import { DEX_SERVICE, dexIssuer } from "../facts/embedded-sign-on";
import type { Provider } from "../facts/provider";
import type { AwsCloud, GoogleCloud, KubernetesCluster } from "./cloud";
import type { CloudEnvironment, Environment, KubernetesEnvironment, NodePool, Platform } from "./environment";
import type { CloudInput, EnvironmentInput, KubernetesInput } from "./environment-input";
import type { Partially } from "./keep-valid";
import { modelsOf } from "./model-declarations";
import type { PoolPurpose } from "./pool-purpose";
import { gitHostOf } from "./repository";
import { GOOGLE_RANGES, KUBERNETES_CLUSTER, TIERS, type TierDefaults } from "./tiers";

/**
 * Fills in missing settings from the tier. Settings that are given but invalid stay undefined: reporting a problem with
 * a default that will not be used would only confuse. For the same reason a file without a valid tier gets no defaults.
 */
export function applyDefaults(
  input: Partially<EnvironmentInput>,
  tier: TierDefaults | undefined,
): Partially<Environment> {
  if (tier === undefined) return input as Partially<Environment>;
  return isKubernetes(input) ? onKubernetes(input, tier) : onCloud(input as Partially<CloudInput>, tier);
}

/** The environment of a valid input. */
export function resolve(input: EnvironmentInput): Environment {
  return applyDefaults(input as Partially<EnvironmentInput>, TIERS[input.tier]) as Environment;
}

function isKubernetes(input: Partially<EnvironmentInput>): input is Partially<KubernetesInput> {
  return input.cloud?.provider === "kubernetes";
}

function onCloud(input: Partially<CloudInput>, tier: TierDefaults): Partially<CloudEnvironment> {
  return {
    ...input,
    ...common(input, tier, tier.profile),
    cloud: cloudOf(input.cloud, tier),
    state: input.state ?? tier.state,
    network: { ...tier.network, ...input.network },
    cluster: { ...tier.cluster, ...input.cluster },
    nodePools: nodePoolsOf(input.nodePools, tier),
    database: { ...tier.database, ...input.database },
    buckets: { ...tier.buckets, ...input.buckets },
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
    ...(input.platform && { platform: platformOf(input.platform, input, tier, input.cloud?.provider) }),
  } as Partially<CloudEnvironment>;
}

function onKubernetes(input: Partially<KubernetesInput>, tier: TierDefaults): Partially<KubernetesEnvironment> {
  const { noncurrentVersionDays, logExpiryDays } = tier.buckets;
  const { storageGiB, backupRetentionDays } = tier.database;
  const { platform } = input;
  return {
    ...input,
    ...common(input, tier, tier.kubernetesProfile),
    cloud: { ...KUBERNETES_CLUSTER, ...input.cloud } as Partially<KubernetesCluster>,
    state: input.state ?? tier.kubernetesState,
    cluster: { version: tier.cluster.version, ...input.cluster },
    database: { storageGiB, backupRetentionDays, ...input.database },
    buckets: { noncurrentVersionDays, logExpiryDays, ...input.buckets },
    ...(platform && {
      platform: platformOf(
        { ...platform, ...embedded(platform, input.cloud) },
        input,
        { ...tier, profile: tier.kubernetesProfile },
        "kubernetes",
      ),
    }),
  } as Partially<KubernetesEnvironment>;
}

function common(input: Partially<EnvironmentInput>, tier: TierDefaults, profile: Profile) {
  const servingMode = input.platform?.servingMode ?? servingModeOf(input.platform?.profile ?? profile);
  return {
    deletionProtection: input.deletionProtection ?? (input.teardown === undefined && tier.deletionProtection),
    waivers: input.waivers ?? [],
    approvals: input.approvals ?? [],
    ...(input.models && { models: modelsOf(input, tier.models, servingMode) }),
  };
}

/** What the owner of the cluster has is not installed, unless its component is enabled. */
function embedded(
  { domain, oidc, components }: Partially<NonNullable<KubernetesInput["platform"]>>,
  cloud: Partially<KubernetesInput["cloud"]> = {},
) {
  const absent = {
    ...(oidc !== undefined && { dex: false }),
    ...(cloud.certificates?.issuer !== undefined && { "cert-manager": false }),
    ...(cloud.dns === undefined && { "external-dns": false }),
  };
  return {
    components: { ...absent, ...components },
    ...(oidc === undefined && domain !== undefined && embeddedSignOn(domain)),
  };
}

/** Browsers reach the embedded identity provider through the gateway, pods by its Service. */
function embeddedSignOn(domain: string): Pick<Platform, "oidc"> {
  const issuer = dexIssuer(domain);
  return {
    oidc: {
      issuer,
      authorizationUrl: `${issuer}/auth`,
      tokenUrl: `${DEX_SERVICE}/token`,
      userinfoUrl: `${DEX_SERVICE}/userinfo`,
      keysUrl: `${DEX_SERVICE}/keys`,
      clientId: "platform",
      adminGroup: "platform-admins",
    },
  };
}

function cloudOf(
  cloud: Partially<CloudInput["cloud"]> | undefined,
  tier: TierDefaults,
): Partially<CloudEnvironment["cloud"]> {
  if (!cloud?.provider) return cloud ?? {};
  const { machineTypes, ...databaseTypes } = tier[cloud.provider];
  const withTypes = {
    ...databaseTypes,
    clusterAdministrators: [],
    ...cloud,
    machineTypes: { ...machineTypes, ...cloud.machineTypes },
  };
  return (cloud.provider === "google" ? { ...GOOGLE_RANGES, ...withTypes } : withTypes) as Partially<
    AwsCloud | GoogleCloud
  >;
}

function platformOf(
  platform: Partially<NonNullable<EnvironmentInput["platform"]>>,
  { repository, cloud }: Partially<EnvironmentInput>,
  tier: Pick<TierDefaults, "profile">,
  provider: Provider | undefined,
): Partially<Platform> {
  const servingMode = platform.servingMode ?? servingModeOf(platform.profile ?? tier.profile);
  return {
    profile: tier.profile,
    mirror: "",
    acceptedLicences: [],
    dagsRepository: `git@${gitHostOf({ cloud } as Partially<Pick<Environment, "cloud">>)}:${repository ?? ""}.git`,
    teams: [],
    ...platform,
    servingMode,
    components: { ...gatewayApi(servingMode, provider), ...platform.components },
  };
}

/** Only KServe's mode Standard needs the Gateway API, where the cloud doesn't have it. */
function gatewayApi(mode: Platform["servingMode"], provider: Provider | undefined): Partial<Platform["components"]> {
  if (provider === undefined || !runsOn("gateway-api-crds", provider)) return {};
  return { "gateway-api-crds": mode === "standard" };
}

/** Without Knative, KServe runs plain deployments. */
function servingModeOf(profile: Profile): Platform["servingMode"] {
  return profile === "lite" ? "standard" : "knative";
}

function nodePoolsOf(
  pools: Partially<CloudInput["nodePools"]>,
  tier: TierDefaults,
): Record<PoolPurpose, Partially<NodePool>> {
  const pool = (purpose: PoolPurpose) => ({ ...tier.nodePools[purpose], ...pools?.[purpose] });
  return { system: pool("system"), general: pool("general"), spot: pool("spot"), gpu: pool("gpu") };
}
