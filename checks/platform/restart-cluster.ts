import { spawn } from "node:child_process";

/** Why the cluster can't be restarted from here; empty if it can. */
export function unrestartable(): string {
  return process.env.CLUSTER_RESTART ? "" : "CLUSTER_RESTART has no command that restarts it";
}

/** Runs the command of `CLUSTER_RESTART` in a shell; the restart may last longer. @throws Error if it fails */
export function restartCluster(): Promise<void> {
  const command = process.env.CLUSTER_RESTART ?? "";
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", command], { stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (status) => (status === 0 ? resolve() : reject(new Error(`${command}: ${output.trim()}`))));
  });
}
