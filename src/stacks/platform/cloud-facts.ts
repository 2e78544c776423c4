import type { EntryProps } from "../../constructs/base/entry";
import type { ExternalDnsProps } from "../../constructs/base/external-dns";
import type { KarpenterProps } from "../../constructs/base/karpenter";
import type { ComponentProps } from "../../constructs/kubernetes/component";
import type { JsonObject } from "../../constructs/kubernetes/json";
import type { MysqlDatabase, ObjectStore, PostgresDatabase, SecretEntry, WorkloadIdentity } from "../../contracts";
import type { BucketPurpose } from "../../environment/environment";
import type { Consumer } from "../../environment/names";
import type { ClusterDns } from "../../facts/cluster-dns";

/** What the platform needs to know about the cloud: contracts, and the cloud-specific values of a few charts. */
export interface CloudFacts {
  readonly clusterName: string;
  readonly database: PostgresDatabase;
  /** Only exists with Kubeflow Pipelines. */
  readonly pipelinesDatabase: MysqlDatabase;
  /** Property with the password, if the admin secrets are JSON. */
  readonly adminPasswordProperty?: string;
  readonly bucket: (purpose: BucketPurpose) => ObjectStore;
  readonly identity: (consumer: Consumer) => WorkloadIdentity;
  readonly teamIdentity: (team: string) => WorkloadIdentity;
  /** Name of an entry of the secret store. */
  readonly secretEntry: (entry: string) => SecretEntry;
  /** `provider` block of External Secrets' store. */
  readonly secretProvider: JsonObject;
  /** Further secret stores of the platform, by name. @default - none */
  readonly furtherSecretStores?: Readonly<Record<string, JsonObject>>;
  /** `dns01` solver of cert-manager's issuer. @default - an authority of the cluster signs the certificates */
  readonly dnsSolver?: JsonObject;
  /** ClusterIssuer of the certificates that exists already. @default - the platform creates one */
  readonly issuer?: string;
  /** Annotations that keep a load balancer inside the network. */
  readonly loadBalancerAnnotations: Readonly<Record<string, string>>;
  /** How clients reach the entry gateway. @default "LoadBalancer" */
  readonly gatewayService?: EntryProps["serviceType"];
  readonly storageClass: string;
  /** Range of the pod addresses. */
  readonly podCidr: string;
  /** Velero's plugin for the object store. */
  readonly backupPlugin: { readonly provider: string; readonly image: string; readonly config: JsonObject };
  /** Folder of Velero's backups, if the bucket has others. @default - the whole bucket */
  readonly backupPrefix?: string;
  /** The cloud's CSI driver of volumes, and its snapshot parameters. @default - no snapshots of volumes */
  readonly snapshots?: { readonly driver: string; readonly parameters: Readonly<Record<string, string>> };
  /** Stateful sets in the namespace `foundation`, in place of the cloud's services. @default - none */
  readonly servers?: readonly string[];
  /** Registry of the teams' images. */
  readonly imageRegistry: string;
  /** Authorities of that registry, PEM. @default - authorities that the images know */
  readonly registryAuthority?: string;
  /** What resolves names on the cluster. */
  readonly clusterDns: ClusterDns;
  /** Where external-dns writes the records of the domain. @default - nowhere */
  readonly dns?: Pick<ExternalDnsProps, "provider" | "environment">;
  /** What only EKS needs, because its cluster makes no nodes and load balancers. */
  readonly eks?: {
    readonly region: string;
    readonly networkId: string;
    readonly nodes: Omit<KarpenterProps, keyof ComponentProps>;
  };
}
