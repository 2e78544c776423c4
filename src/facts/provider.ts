/** The clouds that the platform runs on. */
export const PROVIDERS = ["aws", "google"] as const;

/** A cloud that the platform runs on. */
export type Provider = (typeof PROVIDERS)[number];
