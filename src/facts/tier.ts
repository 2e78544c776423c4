/** From the cheapest to the strictest. */
export const TIER_NAMES = ["dev", "staging", "prod"] as const;

/** The tier sets every default that an environment file does not override. */
export type Tier = (typeof TIER_NAMES)[number];
