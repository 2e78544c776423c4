import type { OwnServers } from "./own-servers";
import type { PoolPurpose } from "./pool-purpose";

/** Location and machine types of an environment on AWS. */
export interface AwsCloud {
  readonly provider: "aws";
  /** The 12 digits of the account. */
  readonly accountId: string;
  /** Region, e.g. `us-east-1`. */
  readonly region: string;
  /** Three zones of the region, e.g. `us-east-1a`. */
  readonly zones: readonly string[];
  /** EC2 instance types of each pool, in order of preference; several types make spot capacity easier to get. */
  readonly machineTypes: Readonly<Record<PoolPurpose, readonly string[]>>;
  /** RDS instance class of PostgreSQL, e.g. `db.m7g.large`. */
  readonly databaseType: string;
  /** RDS instance class of the MySQL database of Kubeflow Pipelines. */
  readonly pipelinesDatabaseType: string;
  /**
   * ARN of the account's OIDC provider for GitHub, if the account already has one (an account can only have one).
   * Without it the bootstrap stack creates the provider.
   */
  readonly githubOidcProviderArn?: string;
  /** Id of the Route 53 hosted zone of `platform.domain`; required by the platform. */
  readonly dnsZone?: string;
  /** ARNs of IAM roles with all rights on the cluster, in addition to the deploying CI identity. */
  readonly clusterAdministrators: readonly string[];
}

/** Location and machine types of an environment on Google Cloud. */
export interface GoogleCloud {
  readonly provider: "google";
  readonly projectId: string;
  /** Number of the project, which is part of the names of Google's service agents. */
  readonly projectNumber: string;
  /** Billing account of the budget, `XXXXXX-XXXXXX-XXXXXX`. */
  readonly billingAccount: string;
  /** Region, e.g. `us-central1`. */
  readonly region: string;
  /** Three zones of the region, e.g. `us-central1-a`. */
  readonly zones: readonly string[];
  /** Compute Engine machine types of each pool; GKE pools have one type each. */
  readonly machineTypes: Readonly<Record<PoolPurpose, readonly string[]>>;
  /** Cloud SQL machine type of PostgreSQL, e.g. `db-custom-2-7680`. */
  readonly databaseType: string;
  /** Cloud SQL machine type of the MySQL database of Kubeflow Pipelines. */
  readonly pipelinesDatabaseType: string;
  /** Range of the pods' addresses. */
  readonly podCidr: string;
  /** A /28 for the control plane of the private cluster. */
  readonly controlPlaneCidr: string;
  /** Range for the private addresses of Google's managed services (Cloud SQL); a /20 or larger. */
  readonly managedServicesCidr: string;
  /** Name of the Cloud DNS zone of `platform.domain`; required by the platform. */
  readonly dnsZone?: string;
  /** IAM members with all rights on the cluster, e.g. `group:ml-platform@example.com`. */
  readonly clusterAdministrators: readonly string[];
}

/** A Kubernetes cluster that exists already, what to use of it, and the servers that it needs no embedded ones for. */
export interface KubernetesCluster extends OwnServers {
  readonly provider: "kubernetes";
  /** Path of the kubeconfig file. Terraform reads it at every run; nothing of it is stored in the state. */
  readonly kubeconfig: string;
  /** Context in the kubeconfig, named explicitly so that no deployment reaches another cluster by accident. */
  readonly context: string;
  /** StorageClass of all volumes. */
  readonly storageClass: string;
  /** Range of the pods' addresses. */
  readonly podCidr: string;
  /**
   * How the entry gateway is reached: by an address of the cluster's load balancer, by a port of every node, or only
   * through `kubectl port-forward` on the loopback interface.
   */
  readonly gateway: "load-balancer" | "node-port" | "port-forward";
  /** The nodes, for the check whether everything fits on them. */
  readonly nodes: ClusterNodes;
  /** Namespace of Terraform's state, if it is remote. It exists before the first deployment, and outlives the platform. */
  readonly stateNamespace: string;
  /** Volume of the embedded object store, in GiB. */
  readonly objectStoreGiB: number;
  /**
   * Increase it to replace every generated password and key with the next deployment. Those of servers of your own are
   * yours to replace: afterwards, increase it as well, so that pods start again with the new key.
   */
  readonly secretsRevision: number;
}

/** Nodes of one size. */
export interface ClusterNodes {
  readonly count: number;
  /** Processors of each node. */
  readonly cpu: number;
  /** Memory of each node, in GiB. */
  readonly memoryGiB: number;
}
