import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { usageShare } from "../usage-share";

/** https://aws.amazon.com/ecr/pricing/; stored images are distributed over the repositories. */
export const awsEcrRepository: Estimator = {
  type: "aws_ecr_repository",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      bill.line({
        item: "stored images",
        quantity: usageShare(context.usage.imagesGb, resource, context),
        price: "ecr.storage",
        charge: "usage",
      }),
    ];
  },
};
