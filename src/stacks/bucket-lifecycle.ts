import type { BucketPurpose } from "../environment/environment";

/** Objects that are written once and rarely read: they move to a cheaper storage class. */
const BULK_BUCKETS: readonly BucketPurpose[] = ["datasets", "pipelines", "backups"];

/** The expiry and the cheaper storage class of a bucket, from the environment's lifecycle settings. */
export function lifecycleOf(
  purpose: BucketPurpose,
  lifecycle: {
    readonly noncurrentVersionDays: number;
    readonly infrequentAccessAfterDays: number;
    readonly logExpiryDays: number;
  },
): { noncurrentVersionDays: number; infrequentAccessAfterDays?: number; expireAfterDays?: number } {
  return {
    noncurrentVersionDays: lifecycle.noncurrentVersionDays,
    ...(BULK_BUCKETS.includes(purpose) && { infrequentAccessAfterDays: lifecycle.infrequentAccessAfterDays }),
    ...(purpose === "logs" && { expireAfterDays: lifecycle.logExpiryDays }),
  };
}
