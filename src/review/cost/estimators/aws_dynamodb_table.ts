import type { Resource } from "../../model";
import { Bill } from "../bill";
import { BlockReader } from "../block-reader";
import { byUsage } from "../by-usage";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/dynamodb/pricing/: provisioned capacity, for the table and each of its global indexes. */
export const awsDynamodbTable: Estimator = {
  type: "aws_dynamodb_table",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const mode = bill.text("billing_mode", "PROVISIONED");
    return [
      ...(mode === "PROVISIONED" ? provisioned(resource, context, bill) : onDemand(bill, mode)),
      byUsage(bill, "table storage", "dynamodb.storage", "the stored data"),
      ...(bill.has("replica") ? [bill.unpriced("replicas", "their writes depend on the requests")] : []),
    ];
  },
};

function provisioned(resource: Resource, { graph }: EstimateContext, bill: Bill): CostLine[] {
  const indexes = graph
    .blocks(resource, "global_secondary_index")
    .map((block) => new BlockReader(resource, block, graph));
  return (["read", "write"] as const).map((kind) => {
    const capacities = [bill.number(`${kind}_capacity`), ...indexes.map((index) => index.number(`${kind}_capacity`))];
    const sum = capacities.reduce((total, each) =>
      total === undefined || each === undefined ? undefined : total + each,
    );
    return sum === undefined
      ? bill.unpriced(`${kind} capacity`, "it is not in the code or unknown")
      : bill.line({
          item: `${kind} capacity`,
          quantity: sum * HOURS_PER_MONTH,
          price: `dynamodb.${kind}_capacity`,
        });
  });
}

function onDemand(bill: Bill, mode: string | undefined): CostLine[] {
  if (mode !== "PAY_PER_REQUEST") return [bill.unpriced("capacity", "its billing mode is unknown")];
  return [
    byUsage(bill, "read requests", "dynamodb.read_requests", "the number of reads"),
    byUsage(bill, "write requests", "dynamodb.write_requests", "the number of writes"),
  ];
}
