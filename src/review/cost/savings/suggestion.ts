import type { Decimal } from "decimal.js";
import type { JsonObject, Resource } from "../../model";
import type { EstimateContext } from "../estimate";

export type Tier = "dev" | "staging" | "prod";

/** A change that may make it cheaper. What it saves is estimated anew, never by a rule of thumb. */
export interface Suggestion {
  readonly id: string;
  /** What to do. */
  readonly title: string;
  /** What to look at before. */
  readonly caution: string;
  /** Where it is worth a thought. */
  readonly tiers: readonly Tier[];
  /** Share of the month in which the change holds. @default 1 */
  readonly share?: Decimal;
  /** What each resource would be: another body, gone, or unchanged (`undefined`). */
  readonly change: (context: EstimateContext) => (resource: Resource) => JsonObject | "gone" | undefined;
}

/** A suggestion, and what it is worth. */
export interface Saving extends Pick<Suggestion, "id" | "title" | "caution"> {
  /** USD/month. */
  readonly monthly: Decimal;
  /** How many resources it changes. */
  readonly resources: number;
}
