/** Keys of a secret with a static key of an object store: environment variables of S3's clients. */
export const KEY_VARIABLES = {
  id: "AWS_ACCESS_KEY_ID",
  secret: "AWS_SECRET_ACCESS_KEY",
  endpoint: "AWS_ENDPOINT_URL",
} as const;
