import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGroups, removeGroups } from "./control-groups";
import type { Place } from "./place";
import { until } from "./until";

/**
 * Starts the node's processes in namespaces of their own.
 * @returns the parent of the first one. The signal reaches the first one, and with it all others, when this process ends
 */
export function startProcesses({ folder, link, host, address }: Place): ChildProcess {
  createGroups(link);
  const output = openSync(join(folder, "node.log"), "a");
  const child = spawn(
    "setpriv",
    [
      "--pdeathsig=KILL",
      ...["unshare", "--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "--mount-proc"],
      ...["sh", join(__dirname, "namespaces.sh"), folder, link, host, address],
    ],
    { stdio: ["ignore", output, output] },
  );
  closeSync(output);
  writeFileSync(join(folder, "pid"), String(child.pid));
  return child;
}

/** Kills the first process, and with it all others. It ends last: when its parent ends, no other process is left. */
export function killProcesses(parent: ChildProcess): void {
  const children = `/proc/${parent.pid}/task/${parent.pid}/children`;
  const [first] = existsSync(children) ? readFileSync(children, "utf8").split(" ") : [];
  if (first) process.kill(Number(first), "SIGKILL");
  else parent.kill("SIGKILL");
}

/** Waits for the end of a node's processes, and removes what the kernel keeps longer than them. */
export async function end(place: Place): Promise<void> {
  await until(`the node in ${place.folder} has ended`, 20, () => !runs(place));
  await removeGroups(place.link);
  await until(`${place.link} is removed`, 20, () => {
    if (existsSync(`/sys/class/net/${place.link}`))
      execFileSync("ip", ["link", "delete", place.link], { stdio: "pipe" });
    return true;
  });
}

/** Whether the process that holds the node's namespaces runs. Numbers of processes are used again. */
export function runs({ folder }: Place): boolean {
  const file = join(folder, "pid");
  if (!existsSync(file)) return false;
  const command = `/proc/${readFileSync(file, "utf8")}/cmdline`;
  return existsSync(command) && readFileSync(command, "utf8").includes(folder);
}
