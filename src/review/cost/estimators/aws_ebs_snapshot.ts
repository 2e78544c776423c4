import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/ebs/pricing/: the blocks that changed since the previous snapshot. */
export const awsEbsSnapshot: Estimator = {
  type: "aws_ebs_snapshot",
  estimate: (resource, context) => [
    byUsage(new Bill(resource, context), "snapshot", "ebs.snapshot", "the data changed since the previous snapshot"),
  ],
};
