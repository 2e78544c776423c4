import { Bill } from "../bill";
import { capacityType, instanceTypes, isPricedCapacity, nodes, nodeVolumes } from "../eks-nodes";
import type { Estimator } from "../estimate";
import { poolSize } from "../pool-size";

/** Managed node groups: nodes at the price of their instances, and the disks of their launch template. */
export const awsEksNodeGroup: Estimator = {
  type: "aws_eks_node_group",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const pool = poolSize(bill, context, "scaling_config.min_size", "scaling_config.max_size");
    const types = instanceTypes(resource, context);
    const capacity = capacityType(resource, context);
    if (!pool || types.length === 0 || capacity === undefined) {
      return [bill.unpriced("nodes", "the number, type or capacity type is unknown")];
    }
    const disks = nodeVolumes(resource, context, bill, pool);
    if (isPricedCapacity(capacity)) return [...nodes(bill, capacity, types, pool), ...disks];
    return [
      bill.unpriced(`${capacity.toLowerCase().replace("_", " ")} nodes ${types[0]}`, "the book has no price for them"),
      ...disks,
    ];
  },
};
