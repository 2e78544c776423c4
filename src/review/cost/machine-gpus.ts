import { gpuType } from "../../facts/google-gpus";
import type { Resource } from "../model";
import type { Bill, Item } from "./bill";
import { BlockReader } from "./block-reader";
import type { CostLine, EstimateContext } from "./estimate";

interface Machine {
  readonly machineType: string;
  readonly spot: boolean;
  /** The number of machines, in hours a month for each of `each`. */
  readonly hours: (each: number) => Pick<Item, "quantity" | "range">;
}

/** GPUs attached to the machine, from the blocks at `path`; those included in the machine's price are not counted again. */
export function attachedGpus(
  resource: Resource,
  { graph }: EstimateContext,
  bill: Bill,
  path: string,
  { machineType, spot, hours }: Machine,
): CostLine[] {
  if (gpuType(machineType) !== undefined) return [];
  return graph.blocks(resource, path).map((block) => {
    const gpus = new BlockReader(resource, block, graph);
    const name = gpus.text("type")?.replace(/^nvidia-(tesla-)?/, "");
    const count = gpus.number("count");
    if (name === undefined || count === undefined) return bill.unpriced("GPUs", "the type or number is unknown");
    return bill.line({ item: `GPUs ${name}`, ...hours(count), price: `gpu.${name}.${spot ? "spot" : "on_demand"}` });
  });
}
