import type { Decimal } from "decimal.js";
import type { Tier } from "../../../facts/tier";
import type { JsonObject, Resource } from "../../model";
import type { EstimateContext } from "../estimate";

/** A change that may reduce the cost. Its saving comes from a new estimate, never from a rule of thumb. */
export interface Suggestion {
  readonly id: string;
  /** What to do. */
  readonly title: string;
  /** What to check first. */
  readonly caution: string;
  /** Where it is worth considering. */
  readonly tiers: readonly Tier[];
  /** Share of the month in which the change applies. @default 1 */
  readonly share?: Decimal;
  /** The result for each resource: another body, removed, or unchanged (`undefined`). */
  readonly change: (context: EstimateContext) => (resource: Resource) => JsonObject | "gone" | undefined;
}

/** A suggestion and its saving. */
export interface Saving extends Pick<Suggestion, "id" | "title" | "caution"> {
  /** USD/month. */
  readonly monthly: Decimal;
  /** How many resources it changes. */
  readonly resources: number;
}
