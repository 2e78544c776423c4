import type { BucketPurpose } from "../environment/environment";

/** Objects that are written once and seldom read: they move to a cheaper class. */
const BULK_BUCKETS: readonly BucketPurpose[] = ["datasets", "pipelines", "backups"];

/** The expiry and the cheaper class of a bucket, from the environment's lifecycle. */
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
