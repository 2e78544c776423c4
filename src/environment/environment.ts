import type { ComponentName } from "../catalogue/component";
import type { Profile } from "../catalogue/profiles";
import type { Architecture } from "../facts/architecture";
import type { Tier } from "../facts/tier";
import type { Alerts } from "./alerts";
import type { AwsCloud, GoogleCloud, KubernetesCluster } from "./cloud";
import type { Models } from "./models";
import type { PoolPurpose } from "./pool-purpose";
import type { Team } from "./team";
import type { Usage } from "./usage";

export type { Architecture } from "../facts/architecture";
export type { Provider } from "../facts/provider";
export type { Tier } from "../facts/tier";
export type * from "./alerts";
export type { BucketPurpose } from "./bucket-purpose";
export type * from "./cloud";
export type * from "./models";
export type * from "./own-servers";
export type { PoolPurpose } from "./pool-purpose";
export type { Team } from "./team";
export type { Usage } from "./usage";

/** Sensitivity of the data in an environment; becomes the tag `data-classification`. */
export type DataClassification = "public" | "internal" | "confidential" | "restricted";

/** Where Terraform keeps its state. */
export type StateLocation =
  /** The state of every stack is in the environment's state bucket. */
  | "remote"
  /** First deployment: the bootstrap stack keeps its state in a local file until its bucket exists. */
  | "bootstrap"
  /** Everything in local files: for a first trial only. */
  | "local";

/** The size and type of a node pool. */
export interface NodePool {
  /** Minimum number of nodes over all zones. 0 lets the pool scale to zero. */
  readonly min: number;
  /**
   * Maximum number of nodes over all zones. On AWS, Karpenter adds the nodes above `min`: it is limited to the number
   * of processors that they would have, and adds general nodes instead of system ones.
   */
  readonly max: number;
  /** Spot capacity is 60 to 90 % cheaper and may be reclaimed at any time. */
  readonly capacity: "on-demand" | "spot";
  /** Architecture of the nodes; the machine types of the cloud block have to match it. */
  readonly architecture: Architecture;
  /** Boot disk of each node, in GiB. */
  readonly diskGiB: number;
}

/** What runs on the cluster. */
export interface Platform {
  /** Predefined set of components. */
  readonly profile: Profile;
  /** Enables or disables single components, overriding the profile. */
  readonly components: Readonly<Partial<Record<ComponentName, boolean>>>;
  /** Parent domain of all web interfaces, e.g. `dev.ml.example.com`. */
  readonly domain: string;
  /** Single sign-on with OpenID Connect. */
  readonly oidc: {
    /** URL of the identity provider. */
    readonly issuer: string;
    /** Its endpoints, from `<issuer>/.well-known/openid-configuration`: Grafana does not discover them. */
    readonly authorizationUrl: string;
    readonly tokenUrl: string;
    readonly userinfoUrl: string;
    /** Its signing keys, if the cluster reaches them at another address than browsers. @default - discovered */
    readonly keysUrl?: string;
    readonly clientId: string;
    /** Group whose members administer the platform. */
    readonly adminGroup: string;
  };
  /** `knative` splits traffic between revisions and scales to zero; `standard` runs plain deployments. */
  readonly servingMode: "knative" | "standard";
  /**
   * OCI registry with every chart and image, e.g. `oci://registry.example.com/mirror`; empty for the public registries.
   */
  readonly mirror: string;
  /** SPDX identifiers of licences that were reviewed and accepted, for components without a free licence. */
  readonly acceptedLicences: readonly string[];
  /** Git repository that Airflow reads its DAGs from, below `dags/`: `git@github.com:owner/name.git`. */
  readonly dagsRepository: string;
  /**
   * Keys of that repository's server, as `ssh-keyscan` prints them and you have verified them: a line for each key.
   * Required for a server other than github.com. @default - the key of github.com
   */
  readonly dagsKnownHosts?: string;
  readonly teams: readonly Team[];
  /** Receivers of alerts; mandatory in tier `prod`. @default - no receivers */
  readonly alerts?: Alerts;
}

/** A temporarily accepted finding, with reason, owner and expiry date. */
export interface Waiver {
  /** Rule id, e.g. `nat-gateway-per-zone`. */
  readonly rule: string;
  /** Resource address or pattern (`*` matches any run of characters), e.g. `aws_nat_gateway.*`. */
  readonly resource: string;
  /** Why the finding is acceptable; at least 20 characters, because "ok" is not a reason. */
  readonly reason: string;
  /** The person responsible: an e-mail address. */
  readonly owner: string;
  /** Last day on which the waiver holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** An intended destructive change. Deletions and replacements in a plan are approved, never waived. */
export interface Approval {
  /** Address of the deleted or replaced resource, or a pattern (`*` matches any run of characters). */
  readonly address: string;
  /** Why it may be deleted or replaced; at least 20 characters. */
  readonly reason: string;
  /** The person responsible: an e-mail address. */
  readonly approver: string;
  /** Last day on which the approval holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** Marks an environment that is about to be destroyed, and until when it may stay unprotected. */
export interface Teardown {
  /** Why it is destroyed; at least 20 characters. */
  readonly reason: string;
  /** The person responsible: an e-mail address. */
  readonly owner: string;
  /** Last day on which it may be unprotected, `YYYY-MM-DD`; at most 30 days ahead. */
  readonly expires: string;
}

/** What every environment has. */
interface CommonEnvironment {
  /** Its file, as shown in reports, e.g. `environments/aws/prod.ts`. */
  readonly source: string;
  /** Short name of the organization; the first part of every resource name. */
  readonly organization: string;
  /** Name, e.g. `dev`; unique within its cloud. The second part of every resource name. */
  readonly name: string;
  readonly tier: Tier;
  /** E-mail address of the team responsible for the environment. */
  readonly owner: string;
  readonly costCentre: string;
  readonly dataClassification: DataClassification;
  readonly state: StateLocation;
  /** GitHub repository that deploys the environment, `owner/name`; its workflows get the CI identities. */
  readonly repository: string;
  readonly cluster: {
    /** Kubernetes minor version, e.g. `1.35`. */
    readonly version: string;
  };
  readonly database: {
    readonly storageGiB: number;
    readonly backupRetentionDays: number;
  };
  readonly buckets: {
    /** Retention of noncurrent object versions, in days. */
    readonly noncurrentVersionDays: number;
    /** Access logs and payload logs are deleted after this many days. */
    readonly logExpiryDays: number;
  };
  /** Protects everything stateful from deletion until it is disabled. */
  readonly deletionProtection: boolean;
  /** Set to tear down the environment: disables deletion protection and the rules that require it. */
  readonly teardown?: Teardown;
  readonly waivers: readonly Waiver[];
  readonly approvals: readonly Approval[];
  /** What runs on the cluster; without it the environment has only the foundation. */
  readonly platform?: Platform;
  /** The models that are served, and how new versions are released; requires a platform. */
  readonly models?: Models;
}

/** An environment on a cloud. */
export interface CloudEnvironment extends CommonEnvironment {
  readonly cloud: AwsCloud | GoogleCloud;
  readonly network: {
    /** Range of the whole network. */
    readonly cidr: string;
    /** Prefix length of each zone's private subnet, for nodes (and on AWS also pods). */
    readonly privateSubnetPrefix: number;
    /** Prefix length of each zone's public subnet, for NAT and public load balancers only. */
    readonly publicSubnetPrefix: number;
    /** Range of Kubernetes services; must not overlap any other range. */
    readonly serviceCidr: string;
    readonly natGateways: "single" | "per-zone";
  };
  readonly cluster: {
    /** Kubernetes minor version, e.g. `1.35`. */
    readonly version: string;
    /** Pay the surcharge to stay on a version past its standard support. */
    readonly extendedSupport: boolean;
    /** Ranges that may reach the API server from outside the network; an empty list keeps it private. */
    readonly allowedCidrs: readonly string[];
    /** Weekly window in which the cloud may upgrade, in UTC. */
    readonly maintenanceWindow: {
      readonly day: "MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN";
      /** Start, `HH:MM`. */
      readonly start: string;
      readonly hours: number;
    };
  };
  readonly nodePools: Readonly<Record<PoolPurpose, NodePool>>;
  /** Settings of PostgreSQL and, with Kubeflow Pipelines, MySQL. */
  readonly database: {
    /** PostgreSQL major version. */
    readonly version: "15" | "16" | "17";
    /** A standby in another zone. */
    readonly highAvailability: boolean;
    readonly storageGiB: number;
    /** Storage grows automatically up to this size, in GiB. */
    readonly maxStorageGiB: number;
    readonly backupRetentionDays: number;
  };
  readonly buckets: {
    /** Retention of noncurrent object versions, in days. */
    readonly noncurrentVersionDays: number;
    /** Objects of the bulk buckets (datasets, pipelines, backups) move to a cheaper class after this many days. */
    readonly infrequentAccessAfterDays: number;
    /** Access logs and payload logs are deleted after this many days. */
    readonly logExpiryDays: number;
  };
  readonly usage: Usage;
  /** Retention of control-plane, flow and database logs, in days. */
  readonly logRetentionDays: number;
  readonly budget: {
    readonly monthlyUsd: number;
    /** Recipients of alerts at 80 % forecast and at 100 % spent; default: the owner. */
    readonly alertEmails: readonly string[];
  };
}

/** An environment on a Kubernetes cluster that exists already: its network, nodes and budget are not part of the code. */
export interface KubernetesEnvironment extends CommonEnvironment {
  readonly cloud: KubernetesCluster;
  /** `remote` is in secrets of the cluster itself. */
  readonly state: Exclude<StateLocation, "bootstrap">;
}

/**
 * An environment after validation: complete with defaults, and frozen. All code after `parseEnvironments` uses this
 * type.
 */
export type Environment = CloudEnvironment | KubernetesEnvironment;
