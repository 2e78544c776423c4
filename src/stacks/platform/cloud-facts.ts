import type { JsonObject } from "../../constructs/kubernetes/json";
import type { ClusterAccess, MysqlDatabase, ObjectStore, PostgresDatabase, WorkloadIdentity } from "../../contracts";
import type { BucketPurpose } from "../../environment/environment";
import type { Consumer } from "../../environment/names";

/** What the platform needs to know about the cloud: contracts, and the cloud-specific values of a few charts. */
export interface CloudFacts {
  readonly cluster: ClusterAccess;
  readonly database: PostgresDatabase;
  /** Only exists with Kubeflow Pipelines. */
  readonly pipelinesDatabase: MysqlDatabase;
  /** Property with the password, if the admin secrets are JSON. */
  readonly adminPasswordProperty?: string;
  readonly bucket: (purpose: BucketPurpose) => ObjectStore;
  readonly identity: (consumer: Consumer) => WorkloadIdentity;
  readonly teamIdentity: (team: string) => WorkloadIdentity;
  /** Name of an entry of the secret store. */
  readonly secretEntry: (entry: string) => string;
  /** `provider` block of External Secrets' store. */
  readonly secretProvider: JsonObject;
  /** `dns01` solver of cert-manager's issuer. */
  readonly dnsSolver: JsonObject;
  /** Annotations that keep a load balancer inside the network. */
  readonly loadBalancerAnnotations: Readonly<Record<string, string>>;
  readonly storageClass: string;
  /** Range of the pod addresses. */
  readonly podCidr: string;
  /** Velero's plugin for the cloud. */
  readonly backupPlugin: { readonly provider: string; readonly image: string; readonly config: JsonObject };
  /** The cloud's CSI driver of volumes, and its snapshot parameters. */
  readonly snapshots: { readonly driver: string; readonly parameters: Readonly<Record<string, string>> };
  /** Registry of the teams' images. */
  readonly imageRegistry: string;
  /** AWS only. */
  readonly networkId?: string;
  /** ARN of the key for node disks; AWS only. */
  readonly diskKey?: string;
}
