/** A cloud that the platform runs on. */
export type Provider = "aws" | "google";
