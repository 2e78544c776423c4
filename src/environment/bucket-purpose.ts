/** Purpose of a bucket. Every environment has all six. */
export type BucketPurpose = "artifacts" | "datasets" | "pipelines" | "models" | "logs" | "backups";
