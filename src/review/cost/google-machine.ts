import { blocksOf, type JsonObject, type Resource } from "../model";
import type { Bill, Item } from "./bill";
import { BlockReader } from "./block-reader";
import { type CostLine, type EstimateContext, HOURS_PER_MONTH } from "./estimate";
import type { GoogleDisk } from "./google-disk";
import { localSsds } from "./local-ssd";
import { attachedGpus } from "./machine-gpus";

/** Quantities in the unit of the price. */
export type Times = (each: number) => Pick<Item, "quantity" | "range">;

/** The purchase option of machines; `undefined` if it is unknown. */
export interface Provisioning {
  readonly machineType: string;
  readonly spot: boolean;
}

/** The settings of a machine or an instance template. */
export function provisioningOf(bill: Bill): Provisioning | undefined {
  const machineType = bill.text("machine_type");
  const model = bill.text("scheduling.provisioning_model", "STANDARD");
  const preemptible = bill.text("scheduling.preemptible", "false");
  if (!machineType || model === undefined || preemptible === undefined) return undefined;
  return { machineType, spot: model === "SPOT" || preemptible === "true" };
}

/** The GPUs, local SSDs and ephemeral addresses of a machine; `times` is the number of machines. */
export function besideMachine(
  resource: Resource,
  context: EstimateContext,
  bill: Bill,
  { machineType, spot }: Provisioning,
  scratchDisks: readonly JsonObject[],
  times: Times,
): CostLine[] {
  const hours: Times = (each) => times(each * HOURS_PER_MONTH);
  return [
    ...localSsds(bill, machineType, spot, scratchDisks.length, times),
    ...attachedGpus(resource, context, bill, "guest_accelerator", { machineType, spot, hours }),
    ...addresses(resource, context, bill, spot, hours),
  ];
}

/** A disk that a block describes. */
export function diskOf(
  resource: Resource,
  block: JsonObject,
  { graph }: EstimateContext,
  keys: { readonly type: string; readonly size: string },
): GoogleDisk {
  const disk = new BlockReader(resource, block, graph);
  return {
    type: disk.text(keys.type, "pd-standard"),
    size: disk.number(keys.size),
    iops: disk.number("provisioned_iops", 0),
  };
}

/** An ephemeral public address; a reserved one is billed with its google_compute_address. */
function addresses(
  resource: Resource,
  { graph }: EstimateContext,
  bill: Bill,
  spot: boolean,
  hours: Times,
): CostLine[] {
  const count = graph
    .blocks(resource, "network_interface")
    .flatMap(({ access_config }) => blocksOf(access_config))
    .filter(({ nat_ip }) => nat_ip === undefined).length;
  if (count === 0) return [];
  return spot
    ? [bill.unpriced("public IPv4 address", "the book has no price for spot instances")]
    : [bill.line({ item: "public IPv4 address", ...hours(count), price: "nat.ip" })];
}
