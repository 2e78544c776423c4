/** A cloud that the platform runs on. */
export type Provider = "aws" | "google";

export const PROVIDERS = ["aws", "google"] as const satisfies readonly Provider[];
