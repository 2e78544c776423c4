import type { BucketPurpose } from "./bucket-purpose";

/** Expected monthly usage; feeds the usage-based part of the cost estimate, creates nothing. */
export interface Usage {
  /** GB stored on average in each bucket. */
  readonly bucketStorageGb: Readonly<Record<BucketPurpose, number>>;
  /** Share of a bucket's data that is old enough for the cheaper class that its lifecycle names, 0 to 1. */
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
  /** Average share of a scaling pool's range in use, Karpenter's pools included, 0 to 1: 0 is always `min`, 1 is always `max`. */
  readonly poolUtilisation: number;
  /** The same for nodes that GKE provisions besides its pools; they come after the pools, so that none is expected. */
  readonly autoscaledUtilisation: number;
  /** Count on Google's discount for machines of older series that run all month; the list price is without it. */
  readonly sustainedUseDiscount: boolean;
}
