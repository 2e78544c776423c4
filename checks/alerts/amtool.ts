import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildGo } from "../build-go";

/** Version of Alertmanager in the chart of the catalogue, as `amtool/go.mod` pins it. */
const VERSION = "0.34.0";

export interface Answer {
  /** Empty if amtool accepts the input. */
  readonly refusal: string;
  readonly output: string;
}

/** Runs Alertmanager's own tool. */
export function amtool(args: readonly string[]): Answer {
  const binary = buildGo({ name: "amtool", version: VERSION, folder: join(__dirname, "amtool") });
  const { status, stdout, stderr } = spawnSync(binary, args, { encoding: "utf8" });
  return { refusal: status === 0 ? "" : `${stdout}${stderr}`, output: stdout.trim() };
}
