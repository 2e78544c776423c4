import { existsSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { until } from "./until";

const ROOT = "/sys/fs/cgroup";

/** A control group of each hierarchy, for a node's pods. */
export function createGroups(name: string): void {
  for (const hierarchy of hierarchies()) mkdirSync(join(hierarchy, name), { recursive: true });
}

/** Removes the groups once their processes have ended. */
export async function removeGroups(name: string): Promise<void> {
  for (const group of hierarchies().map((hierarchy) => join(hierarchy, name))) {
    await until(`${group} is removed`, 20, () => {
      if (existsSync(group)) remove(group);
      return true;
    });
  }
}

/** Version 2 has one hierarchy, version 1 one per controller. */
function hierarchies(): string[] {
  if (existsSync(join(ROOT, "cgroup.controllers"))) return [ROOT];
  return readdirSync(ROOT)
    .map((name) => join(ROOT, name))
    .filter((folder) => existsSync(join(folder, "cgroup.procs")));
}

function remove(group: string): void {
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) remove(join(group, entry.name));
  }
  rmdirSync(group);
}
