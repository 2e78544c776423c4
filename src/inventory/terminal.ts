import Table from "cli-table3";
import type { Capacity } from "./allocatable";
import type { Inventory } from "./inventory";

/** Inventories as tables for the terminal. */
export function terminalInventory(inventories: readonly Inventory[]): string {
  return `${inventories.map(one).join("\n\n")}\n`;
}

function one({ environment, rows, requests, capacity, fits, unplaceable, quotas, secrets }: Inventory): string {
  const table = new Table({
    head: ["Component", "Version", "Licence", "Supported until", "Namespace", "CPU", "Memory", "Endpoint or identity"],
    colAligns: ["left", "left", "left", "left", "left", "right", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) {
    table.push([
      row.title,
      row.version,
      row.licence,
      row.endOfLife ?? "not published",
      row.namespace ?? "",
      cpu(row.requests),
      memory(row.requests),
      row.endpoint ?? row.identity ?? "",
    ]);
  }
  return [
    `${environment}: ${rows.length} components`,
    table.toString(),
    `Requests, including the cluster's own pods: ${cpu(requests)} processors, ${memory(requests)}`,
    `Capacity of system and general nodes, without DaemonSets: ${cpu(capacity.least)} processors, ${memory(capacity.least)} to ${cpu(capacity.most)} processors, ${memory(capacity.most)}`,
    `Fits: ${fits}`,
    ...unplaceable.map(({ pod, reason }) => `Never fits: ${pod}: ${reason}`),
    ...(quotas.length > 0 ? ["Required quotas at the maximum size:", ...quotas.map(quota)] : []),
    ...(secrets.length > 0 ? ["Entries of the secret store that their owners set:", ...secrets.map(entry)] : []),
  ].join("\n");
}

function quota({ name, needed, unit }: Inventory["quotas"][number]): string {
  return `  ${name}: ${needed} ${unit}`;
}

function entry({ name, purpose, properties = [] }: Inventory["secrets"][number]): string {
  const parts =
    properties.length === 0 ? "" : `; ${properties.length === 1 ? "property" : "properties"} ${properties.join(", ")}`;
  return `  ${name}: ${purpose}${parts}`;
}

function cpu({ cpuMillis }: Capacity): string {
  return (cpuMillis / 1000).toFixed(2);
}

function memory({ memoryMiB }: Capacity): string {
  return `${(memoryMiB / 1024).toFixed(1)} GiB`;
}
