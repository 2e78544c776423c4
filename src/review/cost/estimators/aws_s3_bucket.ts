import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { storedGb } from "../stored-gb";

/** https://aws.amazon.com/s3/pricing/ */
export const awsS3Bucket: Estimator = {
  type: "aws_s3_bucket",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const stored = storedGb(bill.text("bucket"), context.usage.bucketStorageGb);
    if (stored === undefined) return [];
    return [
      bill.line({ item: "object storage", quantity: stored, unit: "GB-month", price: "s3.standard", charge: "usage" }),
    ];
  },
};
