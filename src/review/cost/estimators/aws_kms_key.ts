import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/kms/pricing/; the first two rotations each add the same amount, later ones nothing. */
export const awsKmsKey: Estimator = {
  type: "aws_kms_key",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "KMS key", quantity: 1, price: "kms.key" })];
  },
};
