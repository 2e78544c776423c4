import { Bill } from "../bill";
import { ceiling, disks, instanceTypes, isSpot, onDemandNodes } from "../eks-nodes";
import type { Estimator } from "../estimate";
import { poolSize } from "../pool-size";

/** Managed node groups: nodes at the price of their instances, and the disks of their launch template. */
export const awsEksNodeGroup: Estimator = {
  type: "aws_eks_node_group",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const pool = poolSize(bill, context, "scaling_config.min_size", "scaling_config.max_size");
    const types = instanceTypes(resource, context);
    if (!pool || types.length === 0) return [bill.unpriced("nodes", "their number or type is unknown")];
    const spot = isSpot(resource, context);
    return [
      ...(spot
        ? [
            bill.unpriced(
              `spot nodes ${types[0]}`,
              `spot prices move and are not in the book; on demand it would be at most ${ceiling(bill, types, pool)}`,
            ),
          ]
        : onDemandNodes(bill, types, pool)),
      ...disks(resource, context, bill, pool),
    ];
  },
};
