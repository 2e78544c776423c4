import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

const BROKER = "broker_node_group_info";

/** https://aws.amazon.com/msk/pricing/: brokers per hour, and the disk of each. */
export const awsMskCluster: Estimator = {
  type: "aws_msk_cluster",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const type = bill.text(`${BROKER}.instance_type`);
    const brokers = bill.number("number_of_broker_nodes", Number.NaN);
    const size = bill.number(`${BROKER}.storage_info.ebs_storage_info.volume_size`, Number.NaN);
    if (!type || brokers === undefined) return [bill.unpriced("brokers", "the number or type is unknown")];
    return [
      bill.line({ item: `brokers ${type}`, quantity: brokers * HOURS_PER_MONTH, table: "msk", price: type }),
      size === undefined
        ? bill.unpriced("broker disks", "their size is not in the code or unknown")
        : bill.line({ item: "broker disks", quantity: brokers * size, price: "msk.storage" }),
    ];
  },
};
