import type { Resource } from "../../model";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { nodeHours, poolSize } from "../pool-size";

const ENGINES: ReadonlyMap<string | undefined, string> = new Map([
  ["aurora-postgresql", "aurora.postgres"],
  ["aurora-mysql", "aurora.mysql"],
]);

const CAPACITY = "serverlessv2_scaling_configuration";

/** https://aws.amazon.com/rds/aurora/pricing/: per hour and class, or by capacity units within the cluster's limits. */
export const awsRdsClusterInstance: Estimator = {
  type: "aws_rds_cluster_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const [cluster] = context.graph
      .references(resource, "cluster_identifier")
      .filter(({ type }) => type === "aws_rds_cluster");
    const table = ENGINES.get(bill.text("engine"));
    const instanceClass = bill.text("instance_class");
    if (!table || !instanceClass) return [bill.unpriced("database", "its engine or class is unknown or not Aurora's")];
    const optimised = cluster && new Bill(cluster, context).text("storage_type") === "aurora-iopt1";
    if (instanceClass === "db.serverless") return [serverless(bill, cluster, context, optimised ?? false)];
    if (optimised) return [bill.unpriced(`Aurora ${instanceClass}`, "the book has no I/O-optimised classes")];
    return [bill.line({ item: `Aurora ${instanceClass}`, quantity: HOURS_PER_MONTH, table, price: instanceClass })];
  },
};

function serverless(bill: Bill, cluster: Resource | undefined, context: EstimateContext, optimised: boolean): CostLine {
  const item = "Aurora capacity units";
  const limits = cluster && new Bill(cluster, context);
  const size = limits?.has(CAPACITY)
    ? poolSize(limits, context, `${CAPACITY}.min_capacity`, `${CAPACITY}.max_capacity`)
    : undefined;
  if (!size) return bill.unpriced(item, "the limits of its cluster are not in the code or unknown");
  return bill.line({ item, ...nodeHours(size), price: `aurora.serverless${optimised ? ".io_optimized" : ""}` });
}
