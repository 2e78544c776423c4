import type { Io } from "../io";
import type { Tools } from "./tools";

const PLAN = "deployment.plan";

/**
 * Applies or destroys a stack. A saved plan keeps Terraform from printing every value of every chart; its progress is
 * shown resource by resource.
 * @returns whether it is complete
 */
export function apply(
  terraform: string,
  folder: string,
  options: { readonly destroy?: boolean; readonly beforeApply: () => void },
  io: Io,
  tools: Tools,
): boolean {
  const run = (...args: readonly string[]) => {
    const outcome = tools.run(terraform, [`-chdir=${folder}`, ...args, "-input=false", "-no-color"]);
    if (outcome.status !== 0) io.writeError(outcome.error || outcome.output);
    return outcome;
  };
  if (run("init").status !== 0) return false;
  const plan = run("plan", `-out=${PLAN}`, ...(options.destroy ? ["-destroy"] : []));
  if (plan.status !== 0) return false;
  const [summary = "No changes"] = /^(Plan: .*|No changes)/m.exec(plan.output) ?? [];
  io.write(`${summary.replace(/\.$/, "")}\n`);
  // The plan took the lock of the state: no other run is at work.
  options.beforeApply();
  return tools.show(terraform, ["apply", "-input=false", PLAN], folder) === 0;
}
