import { Decimal } from "decimal.js";
import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/ecr/pricing/; the stored images are shared out over the repositories. */
export const awsEcrRepository: Estimator = {
  type: "aws_ecr_repository",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const all = context.graph.ofType(resource.type).length;
    return [
      bill.line({
        item: "stored images",
        quantity: new Decimal(context.usage.imagesGb).div(all),
        unit: "GB-month",
        price: "ecr.storage",
        charge: "usage",
      }),
    ];
  },
};
