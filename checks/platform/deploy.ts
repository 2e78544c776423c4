import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { environmentId } from "../../src/environment/names";
import type { DeployedPlatform } from "./platform";

const BIN = resolve(__dirname, "../../src/cli/bin.ts");

/** Why `mlops local` can't deploy the environment from here; empty if it can. */
export function undeployable({ environment }: DeployedPlatform): string {
  if (environment.cloud.provider !== "kubernetes") return "a deployment to a cloud needs its account";
  if (process.env.MLOPS_FOLDER === undefined) return "MLOPS_FOLDER does not name the folder with the state";
  return "";
}

/** Runs `mlops local up` or `down` in the folder with the state. @returns its output @throws Error if it fails */
export function deploy(platform: DeployedPlatform, verb: "up" | "down"): Promise<string> {
  return new Promise((resolveOutput, reject) => {
    const child = start(platform, verb);
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("close", (status) =>
      status === 0 ? resolveOutput(output) : reject(new Error(`mlops local ${verb} failed:\n${output.slice(-4000)}`)),
    );
  });
}

/**
 * Runs `mlops local up` and kills it, with every program that it started, once a number of resources is complete.
 * @throws Error with its output if it ended before
 */
export function interrupt(platform: DeployedPlatform, completions: number): Promise<void> {
  return new Promise((resolveKilled, reject) => {
    const child = start(platform, "up");
    let [output, killed] = ["", false];
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk;
      if (killed || (output.match(/Creation complete/g) ?? []).length < completions) return;
      killed = true;
      // The child leads a process group: Terraform and its providers are killed with it.
      process.kill(-(child.pid ?? 0), "SIGKILL");
    });
    child.on("close", () => (killed ? resolveKilled() : reject(new Error(`It ended before:\n${output.slice(-4000)}`))));
  });
}

function start({ environment, environments }: DeployedPlatform, verb: "up" | "down"): ChildProcess {
  const { MLOPS_FOLDER = "." } = process.env;
  const options = ["--yes", "--environments", resolve(environments), "--env", environmentId(environment)];
  return spawn(process.execPath, ["--require", require.resolve("tsx/cjs"), BIN, "local", verb, ...options], {
    cwd: MLOPS_FOLDER,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
}
