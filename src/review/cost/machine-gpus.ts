import type { Resource } from "../model";
import type { Bill, Item } from "./bill";
import { BlockReader } from "./block-reader";
import type { CostLine, EstimateContext } from "./estimate";

/** Machine families whose price has the GPU in it. https://cloud.google.com/compute/docs/gpus */
const WITH_GPU = /^(a2|a3|a4|a4x|g2|g4)-/;

interface Machine {
  readonly machineType: string;
  readonly spot: boolean;
  /** So many such machines, in hours a month for each of `each`. */
  readonly hours: (each: number) => Pick<Item, "quantity" | "range">;
}

/** GPUs beside the machine, from the blocks at `path`; those that are in the price of the machine are not counted again. */
export function attachedGpus(
  resource: Resource,
  { graph }: EstimateContext,
  bill: Bill,
  path: string,
  { machineType, spot, hours }: Machine,
): CostLine[] {
  if (WITH_GPU.test(machineType)) return [];
  return graph.blocks(resource, path).map((block) => {
    const gpus = new BlockReader(resource, block, graph);
    const name = gpus.text("type")?.replace(/^nvidia-(tesla-)?/, "");
    const count = gpus.number("count");
    if (name === undefined || count === undefined) return bill.unpriced("GPUs", "their type or number is unknown");
    return bill.line({ item: `GPUs ${name}`, ...hours(count), price: `gpu.${name}.${spot ? "spot" : "on_demand"}` });
  });
}
