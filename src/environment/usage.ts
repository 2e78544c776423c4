import type { BucketPurpose } from "./bucket-purpose";

/** Expected monthly usage: input of the usage-based part of the cost estimate. It creates no resources. */
export interface Usage {
  /** GB stored on average in each bucket. */
  readonly bucketStorageGb: Readonly<Record<BucketPurpose, number>>;
  /** Share of a bucket's data that its lifecycle has moved to the cheaper storage class, 0 to 1. */
  readonly coldStorageShare: number;
  /** GB of logs ingested a month: control plane, flow logs and applications together. */
  readonly logsGb: number;
  /** GB a month through NAT. */
  readonly natGb: number;
  /** GB a month through each interface endpoint. */
  readonly endpointGb: number;
  /** GB a month through load balancers, both directions together. */
  readonly loadBalancerGb: number;
  /** GB of images stored in the registry. */
  readonly imagesGb: number;
  /** GB of database backups beyond what the cloud includes. */
  readonly databaseBackupGb: number;
  /**
   * Average position in an autoscaled pool's range, including Karpenter's pools, 0 to 1: 0 is always `min`, 1 always
   * `max`.
   */
  readonly poolUtilisation: number;
  /** The same for nodes that GKE provisions in addition to its pools; these are only added when the pools are full. */
  readonly autoscaledUtilisation: number;
  /** Apply Google's sustained use discount for older machine series that run all month; list prices exclude it. */
  readonly sustainedUseDiscount: boolean;
}
