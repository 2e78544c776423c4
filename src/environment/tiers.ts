import type { Profile } from "../catalogue/profiles";
import type {
  AwsCloud,
  CloudEnvironment,
  GoogleCloud,
  KubernetesCluster,
  KubernetesEnvironment,
  PoolPurpose,
  Tier,
} from "./environment";
import { MODEL_DEFAULTS, type ModelDefaults } from "./model-defaults";

/** The defaults that a tier sets. */
export interface TierDefaults
  extends Pick<
    CloudEnvironment,
    "state" | "deletionProtection" | "logRetentionDays" | "nodePools" | "database" | "buckets" | "cluster" | "usage"
  > {
  readonly network: Omit<CloudEnvironment["network"], "cidr">;
  readonly profile: Profile;
  /** Profile on a Kubernetes cluster that exists already. */
  readonly kubernetesProfile: Profile;
  /** Where the state of such a cluster is. */
  readonly kubernetesState: KubernetesEnvironment["state"];
  readonly models: ModelDefaults;
  readonly budget: Pick<CloudEnvironment["budget"], "monthlyUsd">;
  readonly aws: Pick<AwsCloud, "machineTypes" | "databaseType" | "pipelinesDatabaseType">;
  readonly google: Pick<GoogleCloud, "machineTypes" | "databaseType" | "pipelinesDatabaseType">;
}

/**
 * The newest Kubernetes version that every component supports: Istio 1.29 and Argo CD 3.4 support up to 1.35, Knative
 * 1.21 from 1.33. Of these, 1.35 has the longest standard support.
 */
const KUBERNETES_VERSION = "1.35";

/** The newest PostgreSQL that RDS and Cloud SQL offer and that MLflow, Airflow and Prefect are all tested with. */
const POSTGRES_VERSION = "17";

const NETWORK = { privateSubnetPrefix: 19, publicSubnetPrefix: 24, serviceCidr: "172.20.0.0/16" } as const;

const CLUSTER = {
  version: KUBERNETES_VERSION,
  extendedSupport: false,
  allowedCidrs: [],
  // Sunday night and morning in Europe and America, with the fewest releases and trainings. GKE rejects shorter
  // windows.
  maintenanceWindow: { day: "SUN", start: "02:00", hours: 12 },
} as const;

const SMALL_AWS: Readonly<Record<PoolPurpose, readonly string[]>> = {
  system: ["m7i-flex.large", "m7i.large"],
  general: ["m7i-flex.large", "m7i.large", "m6i.large"],
  spot: ["m7i.xlarge", "m6i.xlarge", "m7a.xlarge", "m6a.xlarge"],
  gpu: ["g6.xlarge", "g5.xlarge"],
};

const SMALL_GOOGLE: Readonly<Record<PoolPurpose, readonly string[]>> = {
  system: ["e2-standard-2"],
  general: ["e2-standard-2"],
  spot: ["e2-standard-4"],
  gpu: ["g2-standard-4"],
};

const LARGE_AWS: Readonly<Record<PoolPurpose, readonly string[]>> = {
  system: ["m7i.large"],
  general: ["m7i.xlarge"],
  spot: ["m7i.xlarge", "m6i.xlarge", "m7a.xlarge", "m6a.xlarge"],
  gpu: ["g6.xlarge"],
};

const LARGE_GOOGLE: Readonly<Record<PoolPurpose, readonly string[]>> = {
  system: ["n2-standard-2"],
  general: ["n2-standard-4"],
  spot: ["n2-standard-4"],
  gpu: ["g2-standard-4"],
};

/** The table of tiers. `docs/reference/tiers.md` is generated from it. */
export const TIERS: Readonly<Record<Tier, TierDefaults>> = {
  dev: {
    state: "remote",
    deletionProtection: false,
    logRetentionDays: 7,
    budget: { monthlyUsd: 900 },
    profile: "minimal",
    kubernetesProfile: "lite",
    kubernetesState: "local",
    models: MODEL_DEFAULTS.dev,
    network: { ...NETWORK, natGateways: "single" },
    cluster: CLUSTER,
    nodePools: {
      system: { min: 1, max: 2, capacity: "on-demand", architecture: "amd64", diskGiB: 30 },
      general: { min: 1, max: 3, capacity: "spot", architecture: "amd64", diskGiB: 50 },
      spot: { min: 0, max: 4, capacity: "spot", architecture: "amd64", diskGiB: 50 },
      gpu: { min: 0, max: 1, capacity: "spot", architecture: "amd64", diskGiB: 100 },
    },
    database: {
      version: POSTGRES_VERSION,
      highAvailability: false,
      storageGiB: 20,
      maxStorageGiB: 50,
      backupRetentionDays: 3,
    },
    buckets: { noncurrentVersionDays: 7, infrequentAccessAfterDays: 30, logExpiryDays: 14 },
    usage: {
      bucketStorageGb: { artifacts: 20, datasets: 100, pipelines: 20, models: 10, logs: 10, backups: 20 },
      coldStorageShare: 0.5,
      logsGb: 20,
      natGb: 100,
      endpointGb: 20,
      loadBalancerGb: 20,
      imagesGb: 20,
      databaseBackupGb: 0,
      poolUtilisation: 0.2,
      autoscaledUtilisation: 0,
      sustainedUseDiscount: false,
    },
    aws: { machineTypes: SMALL_AWS, databaseType: "db.t4g.medium", pipelinesDatabaseType: "db.t4g.micro" },
    google: { machineTypes: SMALL_GOOGLE, databaseType: "db-custom-1-3840", pipelinesDatabaseType: "db-g1-small" },
  },
  staging: {
    state: "remote",
    deletionProtection: true,
    logRetentionDays: 30,
    budget: { monthlyUsd: 1800 },
    profile: "standard",
    kubernetesProfile: "standard",
    kubernetesState: "remote",
    models: MODEL_DEFAULTS.staging,
    network: { ...NETWORK, natGateways: "single" },
    cluster: CLUSTER,
    nodePools: {
      system: { min: 2, max: 3, capacity: "on-demand", architecture: "amd64", diskGiB: 50 },
      general: { min: 2, max: 4, capacity: "on-demand", architecture: "amd64", diskGiB: 50 },
      spot: { min: 0, max: 6, capacity: "spot", architecture: "amd64", diskGiB: 100 },
      gpu: { min: 0, max: 2, capacity: "spot", architecture: "amd64", diskGiB: 150 },
    },
    database: {
      version: POSTGRES_VERSION,
      highAvailability: false,
      storageGiB: 50,
      maxStorageGiB: 200,
      backupRetentionDays: 7,
    },
    buckets: { noncurrentVersionDays: 30, infrequentAccessAfterDays: 30, logExpiryDays: 90 },
    usage: {
      bucketStorageGb: { artifacts: 100, datasets: 500, pipelines: 50, models: 50, logs: 30, backups: 100 },
      coldStorageShare: 0.5,
      logsGb: 50,
      natGb: 200,
      endpointGb: 50,
      loadBalancerGb: 50,
      imagesGb: 50,
      databaseBackupGb: 0,
      poolUtilisation: 0.2,
      autoscaledUtilisation: 0,
      sustainedUseDiscount: false,
    },
    aws: { machineTypes: SMALL_AWS, databaseType: "db.t4g.large", pipelinesDatabaseType: "db.t4g.medium" },
    google: { machineTypes: SMALL_GOOGLE, databaseType: "db-custom-2-7680", pipelinesDatabaseType: "db-custom-1-3840" },
  },
  prod: {
    state: "remote",
    deletionProtection: true,
    logRetentionDays: 365,
    budget: { monthlyUsd: 5000 },
    profile: "standard",
    kubernetesProfile: "standard",
    kubernetesState: "remote",
    models: MODEL_DEFAULTS.prod,
    network: { ...NETWORK, natGateways: "per-zone" },
    cluster: CLUSTER,
    nodePools: {
      system: { min: 3, max: 6, capacity: "on-demand", architecture: "amd64", diskGiB: 50 },
      general: { min: 3, max: 12, capacity: "on-demand", architecture: "amd64", diskGiB: 100 },
      spot: { min: 0, max: 12, capacity: "spot", architecture: "amd64", diskGiB: 100 },
      gpu: { min: 0, max: 4, capacity: "on-demand", architecture: "amd64", diskGiB: 200 },
    },
    database: {
      version: POSTGRES_VERSION,
      highAvailability: true,
      storageGiB: 100,
      maxStorageGiB: 500,
      backupRetentionDays: 30,
    },
    buckets: { noncurrentVersionDays: 90, infrequentAccessAfterDays: 90, logExpiryDays: 365 },
    usage: {
      bucketStorageGb: { artifacts: 500, datasets: 2000, pipelines: 200, models: 200, logs: 200, backups: 500 },
      coldStorageShare: 0.5,
      logsGb: 200,
      natGb: 500,
      endpointGb: 100,
      loadBalancerGb: 500,
      imagesGb: 100,
      databaseBackupGb: 100,
      poolUtilisation: 0.3,
      autoscaledUtilisation: 0,
      sustainedUseDiscount: false,
    },
    aws: { machineTypes: LARGE_AWS, databaseType: "db.m7g.large", pipelinesDatabaseType: "db.m7g.large" },
    google: { machineTypes: LARGE_GOOGLE, databaseType: "db-custom-2-8192", pipelinesDatabaseType: "db-custom-2-8192" },
  },
};

/**
 * Recovery time objective (RTO) after the loss of an environment's cluster or database, in hours. A goal to verify in a
 * drill, not a measurement: `docs/guides/recovery.md`.
 */
export const RECOVERY_HOURS: Readonly<Record<Tier, number>> = { dev: 24, staging: 8, prod: 4 };

/** Ranges that only Google Cloud needs; they do not overlap the default ranges above. */
export const GOOGLE_RANGES = {
  podCidr: "100.64.0.0/14",
  controlPlaneCidr: "172.16.0.0/28",
  managedServicesCidr: "172.18.0.0/20",
} as const satisfies Partial<GoogleCloud>;

/** A cluster of kind: https://kind.sigs.k8s.io/docs/user/configuration/#pod-subnet, on a laptop. */
export const KUBERNETES_CLUSTER = {
  kubeconfig: "~/.kube/config",
  storageClass: "standard",
  podCidr: "10.244.0.0/16",
  gateway: "port-forward",
  nodes: { count: 1, cpu: 4, memoryGiB: 8 },
  // It exists on every cluster, and only administrators read its secrets.
  stateNamespace: "kube-system",
  objectStoreGiB: 20,
  secretsRevision: 1,
} as const satisfies Partial<KubernetesCluster>;
