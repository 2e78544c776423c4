import { Bill } from "../bill";
import { cacheNodes } from "../cache-nodes";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/elasticache/pricing/: every node of every shard, including replicas. */
export const awsElasticacheReplicationGroup: Estimator = {
  type: "aws_elasticache_replication_group",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const shards = bill.number("num_node_groups", 1);
    const replicas = bill.number("replicas_per_node_group", 0);
    const count = bill.has("num_cache_clusters")
      ? bill.number("num_cache_clusters")
      : shards === undefined || replicas === undefined
        ? undefined
        : shards * (1 + replicas);
    return cacheNodes(bill, bill.text("engine", "redis"), count);
  },
};
