import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { storedGb } from "../stored-gb";

/** https://aws.amazon.com/s3/pricing/ */
export const awsS3Bucket: Estimator = {
  type: "aws_s3_bucket",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const name = bill.text("bucket");
    if (!name) return [bill.unpriced("object storage", "its name is unknown, and with it what it stores")];
    const stored = storedGb(name, context.usage.bucketStorageGb);
    if (stored === undefined) return [];
    return [bill.line({ item: "object storage", quantity: stored, price: "s3.standard", charge: "usage" })];
  },
};
