import type { Environment } from "../../environment/environment";
import { environmentId } from "../../environment/names";
import { withoutCreationStacks } from "../../framework/creation-stacks";
import { App } from "../../framework/terraform";
import { isBlocked, terminalReport } from "../../review";
import { addStacks } from "../../stacks/clouds";
import { loadEnvironments } from "../input/load-environments";
import type { Io } from "../io";
import { reviewEnvironment } from "../review/review-environment";

/**
 * The CDKTF app: synthesizes every environment into the output folder, unless a mandatory guardrail fails.
 * @returns exit status: 0 synthesized, 1 a mandatory rule failed and nothing was written
 * @throws InputError for bad input
 */
export function synthCommand({ environments: directory }: { readonly environments: string }, io: Io): number {
  const environments = loadEnvironments(directory, io.today());
  const blocked = environments
    .map((environment) => reviewEnvironment(environment, io.today()).result)
    .filter(isBlocked);
  if (blocked.length > 0) {
    io.writeError(terminalReport(blocked, { color: io.color }));
    return 1;
  }
  withoutCreationStacks(() => {
    const app = new App();
    for (const environment of environments) addStacks(app, environment);
    app.synth();
  });
  io.writeError(environments.map(teardownNotice).join(""));
  return 0;
}

/** Warns anyone who deploys an environment without deletion protection. */
function teardownNotice(environment: Environment): string {
  const { teardown } = environment;
  return teardown
    ? `${environmentId(environment)} is being torn down by ${teardown.owner} (until ${teardown.expires}) and has no deletion protection: ${teardown.reason}\n`
    : "";
}
