import { spawnSync } from "node:child_process";
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
export function deploy({ environment }: DeployedPlatform, verb: "up" | "down"): string {
  const { MLOPS_FOLDER = ".", MLOPS_ENVIRONMENTS = "environments" } = process.env;
  const args = ["local", verb, "--environments", resolve(MLOPS_ENVIRONMENTS), "--env", environmentId(environment)];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", require.resolve("tsx/cjs"), BIN, ...args, ...(verb === "up" ? ["--yes"] : [])],
    { cwd: MLOPS_FOLDER, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`mlops local ${verb} failed:\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`);
  return stdout;
}
