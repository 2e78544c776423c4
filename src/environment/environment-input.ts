import type { AwsCloud, GoogleCloud, KubernetesCluster } from "./cloud";
import type { CloudEnvironment, KubernetesEnvironment, NodePool, Platform } from "./environment";
import type { ModelsInput } from "./models";
import type { PoolPurpose } from "./pool-purpose";
import type { Usage } from "./usage";

/** The content of an environment file. Anything left out is set by the tier. */
export type EnvironmentInput = CloudInput | KubernetesInput;

/** Blocks that every input has in another form than the environment. */
type Reshaped = "source" | "cloud" | "cluster" | "database" | "buckets" | "platform" | "models" | Optional;
type Optional = "deletionProtection" | "waivers" | "approvals";

interface CommonInput extends Partial<Pick<CloudEnvironment, Optional>> {
  readonly models?: ModelsInput;
}

/** An environment on a cloud. */
export interface CloudInput
  extends CommonInput,
    Partial<Pick<CloudEnvironment, "state" | "logRetentionDays">>,
    Omit<CloudEnvironment, Reshaped | "state" | "logRetentionDays" | "network" | "nodePools" | "budget" | "usage"> {
  readonly cloud:
    | MachinesInput<AwsCloud>
    | MachinesInput<GoogleCloud, "podCidr" | "controlPlaneCidr" | "managedServicesCidr">;
  readonly network: Pick<CloudEnvironment["network"], "cidr"> & Partial<CloudEnvironment["network"]>;
  readonly cluster?: Partial<CloudEnvironment["cluster"]>;
  readonly nodePools?: Readonly<Partial<Record<PoolPurpose, Partial<NodePool>>>>;
  readonly database?: Partial<CloudEnvironment["database"]>;
  readonly buckets?: Partial<CloudEnvironment["buckets"]>;
  readonly budget?: Partial<CloudEnvironment["budget"]>;
  readonly usage?: Partial<Omit<Usage, "bucketStorageGb">> & {
    readonly bucketStorageGb?: Partial<Usage["bucketStorageGb"]>;
  };
  readonly platform?: Pick<Platform, "domain" | "oidc"> & Partial<Platform>;
}

/** An environment on a Kubernetes cluster that exists already. */
export interface KubernetesInput extends CommonInput, Omit<KubernetesEnvironment, Reshaped | "state"> {
  readonly cloud: Pick<KubernetesCluster, "provider" | "context"> & Partial<KubernetesCluster>;
  readonly state?: KubernetesEnvironment["state"];
  readonly cluster?: Partial<KubernetesEnvironment["cluster"]>;
  readonly database?: Partial<KubernetesEnvironment["database"]>;
  readonly buckets?: Partial<KubernetesEnvironment["buckets"]>;
  readonly platform?: Pick<Platform, "domain"> & Partial<Platform>;
}

type MachinesInput<Cloud extends AwsCloud | GoogleCloud, More extends keyof Cloud = never> = Omit<
  Cloud,
  "machineTypes" | "databaseType" | "pipelinesDatabaseType" | "clusterAdministrators" | More
> &
  Partial<Pick<Cloud, "databaseType" | "pipelinesDatabaseType" | "clusterAdministrators" | More>> & {
    readonly machineTypes?: Partial<Cloud["machineTypes"]>;
  };
