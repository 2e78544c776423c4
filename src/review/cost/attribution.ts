import type { Decimal } from "decimal.js";

/** The purpose of one part of a bill. */
export interface Share {
  /** E.g. a component, `MLflow`, or a shared part, `network`. */
  readonly name: string;
  /** Billed for existing, in USD/month. */
  readonly fixed: Decimal;
  /** Usage-based, in USD/month. */
  readonly usage: Decimal;
}

/** The cost of a team's quota on dedicated nodes; teams share nodes, so it is not part of any other sum. */
export interface TeamShare {
  readonly name: string;
  /** At the utilisation `usage.poolUtilisation`, in USD/month. */
  readonly expected: Decimal;
  /** At full use, in USD/month. */
  readonly atMost: Decimal;
  /** USD/month; `undefined` if the team has no budget. */
  readonly budgetUsd: number | undefined;
}

/** The cost of a model's replicas on dedicated nodes; not part of any other sum either. */
export interface ModelShare {
  readonly name: string;
  readonly team: string;
  /** With replicas between minimum and maximum according to `usage.poolUtilisation`, in USD/month. */
  readonly expected: Decimal;
  /** All replicas always, in USD/month. */
  readonly atMost: Decimal;
}

/** The hourly cost of a node, used or idle. */
export interface NodeHour {
  /** Purpose of the pool, e.g. `gpu`. */
  readonly pool: string;
  /** Machine, disk and GPUs of one node, in USD/h. */
  readonly usd: Decimal;
}

/** The cost by purpose, team and model. */
export interface Attribution {
  /** The whole expected cost, each part once. */
  readonly shares: readonly Share[];
  readonly teams: readonly TeamShare[];
  readonly models: readonly ModelShare[];
  readonly nodeHours: readonly NodeHour[];
}
