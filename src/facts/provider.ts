/** The clouds that the platform runs on. */
export const CLOUDS = ["aws", "google"] as const;

/** A cloud that the platform runs on. */
export type CloudProvider = (typeof CLOUDS)[number];

/** Everything that the platform runs on: a cloud, or a Kubernetes cluster that exists already. */
export const PROVIDERS = [...CLOUDS, "kubernetes"] as const;

/** What the platform runs on. */
export type Provider = (typeof PROVIDERS)[number];

/** API of the object store: S3 or Cloud Storage. */
export const OBJECT_SCHEMES = { aws: "s3", google: "gs", kubernetes: "s3" } as const satisfies Record<
  Provider,
  "s3" | "gs"
>;
