import { rmSync } from "node:fs";
import { join } from "node:path";
import { importBlocks } from "../../adopt/adopt";
import { IMPORTS_FILE } from "../../adopt/imports-file";
import type { Io } from "../io";
import type { LocalCluster } from "./cluster";
import type { Tools } from "./tools";
import { unrecorded } from "./unrecorded";

const PLAN = "deployment.plan";

export interface ApplyOptions {
  readonly destroy?: boolean;
  /** Called with the lock of the state, before anything is changed. */
  readonly beforeApply: () => void;
}

/**
 * Applies or destroys a stack. A saved plan keeps Terraform from printing every value of every chart; its progress is
 * shown resource by resource. Objects that a killed run created are imported first.
 * @returns whether it is complete
 */
export function apply(
  terraform: string,
  folder: string,
  options: ApplyOptions,
  cluster: LocalCluster,
  io: Io,
  tools: Tools,
): boolean {
  const run = (...args: readonly string[]) => {
    const outcome = tools.run(terraform, [`-chdir=${folder}`, ...args, "-input=false", "-no-color"]);
    if (outcome.status !== 0) io.writeError(outcome.error || outcome.output);
    return outcome;
  };
  const plan = () => run("plan", `-out=${PLAN}`, ...(options.destroy ? ["-destroy"] : []));
  rmSync(join(folder, IMPORTS_FILE), { force: true });
  if (run("init").status !== 0) return false;
  let planned = plan();
  if (planned.status !== 0) return false;
  if (/^Plan: [1-9]\d* to add/m.test(planned.output) && takeOver(terraform, folder, cluster, io, tools))
    planned = plan();
  if (planned.status !== 0) return false;
  const [summary = "No changes"] = /^(Plan: .*|No changes)/m.exec(planned.output) ?? [];
  io.write(`${summary.replace(/\.$/, "")}\n`);
  // The plan took the lock of the state: no other run is at work.
  options.beforeApply();
  const complete = tools.show(terraform, ["apply", "-input=false", PLAN], folder) === 0;
  rmSync(join(folder, IMPORTS_FILE), { force: true });
  return complete;
}

/** @returns whether the stack has to be planned again */
function takeOver(terraform: string, folder: string, cluster: LocalCluster, io: Io, tools: Tools): boolean {
  const { output } = tools.run(terraform, [`-chdir=${folder}`, "show", "-json", PLAN]);
  const { imports, secrets } = unrecorded(JSON.parse(output), cluster);
  if (imports.length + secrets.length === 0) return false;
  io.write(`Taking over ${imports.length + secrets.length} objects, which an interrupted run did not record\n`);
  cluster.replaceSecrets(secrets);
  io.writeFile(join(folder, IMPORTS_FILE), `${JSON.stringify(importBlocks(imports), null, 2)}\n`);
  return true;
}
