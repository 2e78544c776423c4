import type { Decimal } from "decimal.js";

/** What one part of a bill is for. */
export interface Share {
  /** E.g. a component, `MLflow`, or what nobody in particular uses, `network`. */
  readonly name: string;
  /** What is owed for existing, in USD/month. */
  readonly fixed: Decimal;
  /** What depends on use, in USD/month. */
  readonly usage: Decimal;
}

/** What a team's quota costs on nodes of its own; teams share nodes, so that it is a part of no other sum. */
export interface TeamShare {
  readonly name: string;
  /** Used as much as `usage.poolUtilisation` says, in USD/month. */
  readonly expected: Decimal;
  /** Used all of the time, in USD/month. */
  readonly atMost: Decimal;
  /** USD/month; `undefined` where the team has no budget of its own. */
  readonly budgetUsd: number | undefined;
}

/** What the replicas of a model cost on nodes of their own; a part of no other sum either. */
export interface ModelShare {
  readonly name: string;
  readonly team: string;
  /** Replicas as much of the way from fewest to most as `usage.poolUtilisation` says, in USD/month. */
  readonly expected: Decimal;
  /** All replicas always, in USD/month. */
  readonly atMost: Decimal;
}

/** What a node costs an hour, be it used or not. */
export interface NodeHour {
  /** Purpose of the pool, e.g. `gpu`. */
  readonly pool: string;
  /** Machine, disk and GPUs of one node, in USD/h. */
  readonly usd: Decimal;
}

/** Who and what the money is for. */
export interface Attribution {
  /** All of the expected cost, each part once. */
  readonly shares: readonly Share[];
  readonly teams: readonly TeamShare[];
  readonly models: readonly ModelShare[];
  readonly nodeHours: readonly NodeHour[];
}
