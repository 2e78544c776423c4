import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Place, placeOf } from "./place";
import { missing } from "./prerequisites";
import { startNode } from "./start-node";
import { until } from "./until";

/** What of a node is left on this machine. */
function left({ folder, link }: Place): string[] {
  const processes = readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder);
    } catch {
      return false; // it has just ended
    }
  });
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .filter((line) => line.includes(folder));
  const devices = readdirSync("/sys/class/net").filter((name) => name === link);
  const groups = readdirSync("/sys/fs/cgroup").filter((name) => existsSync(join("/sys/fs/cgroup", name, link)));
  return [...processes, ...mounts, ...devices, ...groups, ...(existsSync(folder) ? [folder] : [])];
}

/** The last one: the others are for the checks and for work by hand. */
const NUMBER = 63;

const place = placeOf(NUMBER);
const reason = missing();
const onThisMachine = reason === "" ? test : test.skip;
const because = reason === "" ? "" : `; not run: ${reason}`;

onThisMachine(
  `a node ends with the process that started it, and the next one starts in its place${because}`,
  async () => {
    const server = spawn("npx", ["tsx", join(__dirname, "serve.ts"), String(NUMBER)], { detached: true });
    await new Promise((resolve) => server.stdout.once("data", resolve));
    expect(left(place).length).toBeGreaterThan(10);
    await expect(startNode(place)).rejects.toThrow("A node is running");
    process.kill(-(server.pid ?? Number.NaN), "SIGKILL");
    await until("no process of the node is left", 20, () => !left(place).some((line) => /^\d+$/.test(line)));

    const next = await startNode(place);
    await next.stop();
    expect(left(place)).toEqual([]);
  },
  600_000,
);
