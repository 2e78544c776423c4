import type { Resource } from "../../model";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { googleDisk } from "../google-disk";
import { besideMachine, diskOf, provisioningOf } from "../google-machine";
import { sustainedUse } from "../sustained-use";

/** https://cloud.google.com/compute/vm-instance-pricing, before discounts; attached disks are billed with their google_compute_disk. */
export const googleComputeInstance: Estimator = {
  type: "google_compute_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const provisioning = provisioningOf(bill);
    if (!provisioning) return [bill.unpriced("instance", "its type or provisioning model is unknown")];
    const { machineType, spot } = provisioning;
    const scratch = context.graph.blocks(resource, "scratch_disk");
    return [
      bill.line({
        item: `${spot ? "spot instance" : "instance"} ${machineType}`,
        quantity: HOURS_PER_MONTH,
        table: spot ? "compute.spot" : "compute.on-demand",
        price: machineType,
      }),
      ...sustainedUse(bill, provisioning, 1, context),
      ...bootDisk(resource, context, bill),
      ...besideMachine(resource, context, bill, provisioning, scratch, (quantity) => ({ quantity })),
    ];
  },
};

function bootDisk(resource: Resource, context: EstimateContext, bill: Bill): CostLine[] {
  if (bill.has("boot_disk.source")) return [];
  const [block = {}] = context.graph.blocks(resource, "boot_disk.initialize_params");
  return googleDisk(bill, "boot disk", diskOf(resource, block, context, { type: "type", size: "size" }));
}
