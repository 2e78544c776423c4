import Table from "cli-table3";
import type { Capacity } from "./allocatable";
import type { Inventory } from "./inventory";

/** Inventories as tables, for people. */
export function terminalInventory(inventories: readonly Inventory[]): string {
  return `${inventories.map(one).join("\n\n")}\n`;
}

function one({ environment, rows, requests, room, fits, unplaceable, quotas }: Inventory): string {
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
      row.endOfLife ?? "not named",
      row.namespace ?? "",
      cpu(row.requests),
      memory(row.requests),
      row.endpoint ?? row.identity ?? "",
    ]);
  }
  return [
    `${environment}: ${rows.length} components`,
    table.toString(),
    `Requests, with the cloud's own parts: ${cpu(requests)} processors, ${memory(requests)}`,
    `System and general nodes, less what runs on each: ${cpu(room.least)} processors, ${memory(room.least)} to ${cpu(room.most)} processors, ${memory(room.most)}`,
    `Fits: ${fits}`,
    ...unplaceable.map(({ pod, reason }) => `Never fits: ${pod}: ${reason}`),
    "Quotas to ask for, at the largest size:",
    ...quotas.map(({ name, needed, unit }) => `  ${name}: ${needed} ${unit}`),
  ].join("\n");
}

function cpu({ cpuMillis }: Capacity): string {
  return (cpuMillis / 1000).toFixed(2);
}

function memory({ memoryMiB }: Capacity): string {
  return `${(memoryMiB / 1024).toFixed(1)} GiB`;
}
