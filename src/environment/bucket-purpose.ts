/** What a bucket is for. Every environment has all six. */
export type BucketPurpose = "artifacts" | "datasets" | "pipelines" | "models" | "logs" | "backups";
