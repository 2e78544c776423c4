import { Decimal } from "decimal.js";
import type { Resource } from "../model";
import { Bill } from "./bill";
import type { CostLine, EstimateContext } from "./estimate";
import { googleDisk } from "./google-disk";
import { besideMachine, diskOf, provisioningOf, type Times } from "./google-machine";
import { nodeHours, type PoolSize, poolSize } from "./pool-size";
import { sustainedUse } from "./sustained-use";

const AUTOSCALERS = ["google_compute_autoscaler", "google_compute_region_autoscaler"];
const TEMPLATES = ["google_compute_instance_template", "google_compute_region_instance_template"];

/**
 * The machines of a managed instance group: its target size, or the limits of its autoscaler, each built from its
 * template. Groups with several versions are not split.
 */
export function managedInstances(resource: Resource, context: EstimateContext): CostLine[] {
  const bill = new Bill(resource, context);
  const [template, ...others] = context.graph
    .references(resource, "version")
    .filter(({ type }) => TEMPLATES.includes(type));
  const size = sizeOf(resource, context, bill);
  const machine = template && new Bill(template, context);
  const provisioning = machine && provisioningOf(machine);
  if (!template || others.length > 0 || !size || !provisioning) {
    return [bill.unpriced("machines", "the number or template is not in the code or unknown")];
  }
  const { machineType, spot } = provisioning;
  const times: Times = (each) => ({
    quantity: new Decimal(size.expected).times(each),
    range: { low: new Decimal(size.low).times(each), high: new Decimal(size.high).times(each) },
  });
  const disks = context.graph.blocks(template, "disk");
  const scratch = disks.filter(({ type }) => type === "SCRATCH");
  return [
    bill.line({
      item: `${spot ? "spot machines" : "machines"} ${machineType}`,
      ...nodeHours(size),
      table: spot ? "compute.spot" : "compute.on-demand",
      price: machineType,
    }),
    ...sustainedUse(bill, provisioning, size.low, context),
    ...disks
      .filter((disk) => !scratch.includes(disk))
      .map((disk) => diskOf(template, disk, context, { type: "disk_type", size: "disk_size_gb" }))
      .flatMap((disk) => googleDisk(bill, "machine disks", disk, times)),
    ...besideMachine(template, context, bill, provisioning, scratch, times),
  ];
}

function sizeOf(resource: Resource, context: EstimateContext, bill: Bill): PoolSize | undefined {
  const [autoscaler] = context.graph.referrers(resource, ...AUTOSCALERS);
  if (autoscaler) {
    const limits = new Bill(autoscaler, context);
    return poolSize(limits, context, "autoscaling_policy.min_replicas", "autoscaling_policy.max_replicas");
  }
  const count = bill.number("target_size", Number.NaN);
  return count === undefined ? undefined : { low: count, high: count, expected: count };
}
