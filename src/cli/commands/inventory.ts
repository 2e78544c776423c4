import type { Environment } from "../../environment/environment";
import { type Inventory, inventory } from "../../inventory/inventory";
import { terminalInventory } from "../../inventory/terminal";
import { ownedEntries } from "../../stacks/owned-entries";
import { loadEnvironments } from "../input/load-environments";
import { selectEnvironments } from "../input/select-environments";
import type { Io } from "../io";
import { synthesizeEnvironment } from "../synthesize-environment";

export interface InventoryCommandOptions {
  readonly environments: string;
  /** Names such as `prod` or `aws-prod`. @default - all */
  readonly env?: readonly string[];
  readonly format: "table" | "json";
}

/**
 * `mlops inventory`: what runs on the clusters, with versions, licences, identities, addresses, requested capacity,
 * the cloud quotas it needs, and the entries of the secret store that it reads.
 * @returns exit status: 0, or 1 if some pods never fit on a node
 * @throws InputError for bad input
 */
export function inventoryCommand(options: InventoryCommandOptions, io: Io): number {
  const all = loadEnvironments(options.environments, io.today());
  const inventories = selectEnvironments(all, options.env ?? []).map(inventoryOf);
  io.write(
    options.format === "json"
      ? `${JSON.stringify({ version: 1, inventories }, null, 2)}\n`
      : terminalInventory(inventories),
  );
  return inventories.some(({ fits }) => fits === "never") ? 1 : 0;
}

function inventoryOf(environment: Environment): Inventory {
  return inventory(environment, synthesizeEnvironment(environment).components, ownedEntries(environment));
}
