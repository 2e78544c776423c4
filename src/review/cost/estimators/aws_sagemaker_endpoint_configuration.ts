import { Bill } from "../bill";
import { BlockReader } from "../block-reader";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/sagemaker/pricing/: the instances of each variant. */
export const awsSagemakerEndpointConfiguration: Estimator = {
  type: "aws_sagemaker_endpoint_configuration",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return context.graph
      .blocks(resource, "production_variants")
      .map((block) => new BlockReader(resource, block, context.graph))
      .map((variant) => {
        const type = variant.text("instance_type", "");
        const count = variant.number("initial_instance_count", 1);
        if (type === "") return bill.unpriced("endpoint", "endpoints without instances are billed by usage");
        if (type === undefined || count === undefined) return bill.unpriced("endpoint", "its instances are unknown");
        const quantity = count * HOURS_PER_MONTH;
        return bill.line({ item: `endpoint ${type}`, quantity, table: "sagemaker.endpoint", price: type });
      });
  },
};
