import { Decimal } from "decimal.js";
import type { Resource, ResourceGraph } from "../model";

/** Hours in a month, as both clouds' calculators count it: 365 × 24 / 12. */
export const HOURS_PER_MONTH = 730;

export const DAYS_PER_MONTH = new Decimal(365).div(12);

export type Confidence = "high" | "medium" | "low";

/** The subject of a line of the bill. */
interface Place {
  readonly stack: string;
  readonly address: string;
  /** Path of the construct that created it, if the code comes from CDKTF. */
  readonly constructPath: string | undefined;
}

/** One billed thing: quantity × unit price. */
export interface PricedLine extends Place {
  readonly kind: "priced";
  /** `fixed` is billed for existing, `usage` depends on use. */
  readonly charge: "fixed" | "usage";
  /** `machine` for a node's machine, as opposed to its disks and GPUs. @default - anything else */
  readonly role?: "machine";
  /** Name of the Karpenter node pool whose nodes are billed. @default - none */
  readonly pool?: string;
  /** What is billed, e.g. "NAT gateway hours". */
  readonly item: string;
  /** Expected monthly quantity, in `unit`. */
  readonly quantity: Decimal;
  /** E.g. `h`, `GB-month`, `GB`. */
  readonly unit: string;
  /** USD per unit. */
  readonly unitPrice: Decimal;
  /** USD/month, exact: quantity × unit price. */
  readonly monthly: Decimal;
  readonly confidence: Confidence;
  /** The range of the cost if the quantity is a range (a scaling pool), in USD/month. */
  readonly range?: { readonly low: Decimal; readonly high: Decimal };
}

/** A billed item without a price in the book. It is listed and counted, and never treated as 0. */
export interface UnpricedLine extends Place {
  readonly kind: "unpriced";
  readonly item: string;
  readonly reason: string;
}

export type CostLine = PricedLine | UnpricedLine;

/** Quantities that the code doesn't contain; the command line reads them from the environment. */
export interface UsageAssumptions {
  /** GB stored in a bucket whose name ends in the key. */
  readonly bucketStorageGb: Readonly<Record<string, number>>;
  /** Share of a bucket's data that is old enough for the cheaper class of its lifecycle rule, 0 to 1. */
  readonly coldStorageShare: number;
  /** GB of logs ingested a month, all log groups together. */
  readonly logsGb: number;
  /** GB a month through NAT. */
  readonly natGb: number;
  /** GB a month through each interface endpoint. */
  readonly endpointGb: number;
  /** GB a month through load balancers, both directions together. */
  readonly loadBalancerGb: number;
  /** GB of images in the registry. */
  readonly imagesGb: number;
  /** GB of database backups beyond what the cloud includes. */
  readonly databaseBackupGb: number;
  /** Average share of a scaling pool's range in use, 0 to 1. */
  readonly poolUtilisation: number;
  /** The same for nodes that GKE provisions in addition to its pools, up to their limit. */
  readonly autoscaledUtilisation: number;
  /** Apply Google's discount for machines that run all month. */
  readonly sustainedUseDiscount: boolean;
}

export interface EstimateContext {
  readonly graph: ResourceGraph;
  readonly usage: UsageAssumptions;
  /** The day of the review, `YYYY-MM-DD`; determines whether a version past standard support carries a surcharge. */
  readonly today: string;
}

/** Estimates the cost of one resource type. One file per type, named after it. */
export interface Estimator {
  /** Terraform resource type, e.g. `aws_nat_gateway`. */
  readonly type: string;
  readonly estimate: (resource: Resource, context: EstimateContext) => readonly CostLine[];
}

/** The monthly cost of a set of stacks. */
export interface CostEstimate {
  readonly lines: readonly CostLine[];
  /** Expected USD/month of all priced lines. */
  readonly monthly: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
}
