import { Bill } from "../bill";
import { cacheNodes } from "../cache-nodes";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/elasticache/pricing/; members of a replication group are billed with it. */
export const awsElasticacheCluster: Estimator = {
  type: "aws_elasticache_cluster",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (bill.has("replication_group_id")) return [];
    return cacheNodes(bill, bill.text("engine"), bill.number("num_cache_nodes", 1));
  },
};
