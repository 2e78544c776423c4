import { blocksOf, type Resource } from "../../model";
import { Bill } from "../bill";
import { BlockReader } from "../block-reader";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { attachedGpus } from "../machine-gpus";

/** https://cloud.google.com/compute/vm-instance-pricing, before discounts; disks that are attached are billed with their google_compute_disk. */
export const googleComputeInstance: Estimator = {
  type: "google_compute_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const machineType = bill.text("machine_type");
    const provisioning = bill.text("scheduling.provisioning_model", "STANDARD");
    const preemptible = bill.text("scheduling.preemptible", "false");
    if (!machineType || provisioning === undefined || preemptible === undefined) {
      return [bill.unpriced("instance", "its type or kind of capacity is unknown")];
    }
    const spot = provisioning === "SPOT" || preemptible === "true";
    return [
      bill.line({
        item: `${spot ? "spot instance" : "instance"} ${machineType}`,
        quantity: HOURS_PER_MONTH,
        table: spot ? "compute.spot" : "compute.on-demand",
        price: machineType,
      }),
      ...disks(resource, context, bill),
      ...attachedGpus(resource, context, bill, "guest_accelerator", {
        machineType,
        spot,
        hours: (each) => ({ quantity: each * HOURS_PER_MONTH }),
      }),
      ...address(resource, context, bill, spot),
    ];
  },
};

function disks(resource: Resource, { graph }: EstimateContext, bill: Bill): CostLine[] {
  const scratch = graph.blocks(resource, "scratch_disk").map(() => bill.unpriced("local SSD", "it is not in the book"));
  if (bill.has("boot_disk.source")) return scratch;
  const [block = {}] = graph.blocks(resource, "boot_disk.initialize_params");
  const boot = new BlockReader(resource, block, graph);
  const type = boot.text("type", "pd-standard")?.replace("pd-", "pd.");
  const size = boot.number("size");
  return [
    type === undefined || size === undefined
      ? bill.unpriced("boot disk", "its size is that of the image, or unknown")
      : bill.line({ item: `boot disk ${type}`, quantity: size, price: type }),
    ...scratch,
  ];
}

/** A passing public address; one that is named is billed with its google_compute_address. */
function address(resource: Resource, { graph }: EstimateContext, bill: Bill, spot: boolean): CostLine[] {
  const addresses = graph
    .blocks(resource, "network_interface")
    .flatMap(({ access_config }) => blocksOf(access_config))
    .filter(({ nat_ip }) => nat_ip === undefined).length;
  if (addresses === 0) return [];
  return spot
    ? [bill.unpriced("public IPv4 address", "that of a spot instance is not in the book")]
    : [bill.line({ item: "public IPv4 address", quantity: HOURS_PER_MONTH * addresses, price: "nat.ip" })];
}
