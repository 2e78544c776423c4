/** Purposes of the buckets that every environment has. */
export const BUCKET_PURPOSES = ["artifacts", "datasets", "pipelines", "models", "logs", "backups"] as const;

/** Purpose of a bucket. */
export type BucketPurpose = (typeof BUCKET_PURPOSES)[number];
