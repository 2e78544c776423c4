import { existsSync } from "node:fs";
import type { Environment } from "../../environment/environment";
import { InputError } from "../../problems/problem";
import { compare, type ReviewResult } from "../../review";
import { readGuardrailsFile } from "../input/guardrails-file";
import { loadEnvironments } from "../input/load-environments";
import { readTerraform, type TerraformInput } from "../input/read-terraform";
import { selectEnvironments } from "../input/select-environments";
import type { Io } from "../io";
import { reviewBase } from "./review-base";
import type { Reviewed, ReviewRequest } from "./review-options";
import { isOurs, reviewPaths } from "./review-paths";
import { synthesizer } from "./synthesizer";

/** What to review, and what to compare it with. */
export interface ReviewTargetOptions extends ReviewRequest {
  readonly environments: string;
  /** Names such as `prod` or `aws-prod`. @default - all */
  readonly env?: readonly string[];
  /** Folder, file or git reference to compare with. */
  readonly base?: string;
  /** @default "guardrails.yaml", if it exists */
  readonly config?: string;
}

/**
 * Reviews all environments or the selected ones; with paths, any Terraform code and any plan.
 * @throws InputError for bad input
 */
export function reviewTargets(paths: readonly string[], options: ReviewTargetOptions, io: Io): readonly ReviewResult[] {
  const reviewed = paths.length > 0 ? reviewPathsGiven(paths, options, io) : reviewAll(options, io);
  const base =
    options.base === undefined
      ? []
      : reviewBase(options.base, options.environments, options, (inputs) => reviewInputs(inputs, options, io), io);
  return pairWithBase(reviewed, base).map(({ head, base }) =>
    base ? { ...head.result, comparison: compare(base, head) } : head.result,
  );
}

/** Synthesizes and reviews the environments of the environment files. */
function reviewAll(options: ReviewTargetOptions, io: Io): readonly Reviewed[] {
  const all = loadEnvironments(options.environments, io.today());
  const { reviewEnvironment } = synthesizer();
  return selectEnvironments(all, options.env ?? []).map((environment) =>
    reviewEnvironment(environment, io.today(), options),
  );
}

/** Warns if the code calls modules: their resources are not in it. */
function reviewPathsGiven(paths: readonly string[], options: ReviewTargetOptions, io: Io): readonly Reviewed[] {
  const inputs = readTerraform(paths, io);
  for (const { name, json } of inputs.flatMap(({ stacks }) => stacks)) {
    if (json.module !== undefined)
      io.writeError(`${name}: the modules it calls are not part of this review; review a plan to include them.\n`);
  }
  return reviewInputs(inputs, options, io);
}

/** Environment files are only read if a stack may belong to one of them; other repositories have none. */
function reviewInputs(inputs: readonly TerraformInput[], options: ReviewTargetOptions, io: Io): readonly Reviewed[] {
  const { environments: directory, env } = options;
  const ours = env !== undefined || (inputs.some(({ stacks }) => stacks.some(isOurs)) && existsSync(directory));
  const environments = ours ? loadEnvironments(directory, io.today()) : [];
  const chosen = env && onlyOne(selectEnvironments(environments, env), env);
  const guardrails = readGuardrailsFile(options.config);
  return reviewPaths(inputs, environments, chosen, { ...options, guardrails }, io.today());
}

function onlyOne([environment, ...others]: readonly Environment[], names: readonly string[]): Environment {
  if (environment && others.length === 0) return environment;
  throw new InputError([
    {
      source: "--env",
      path: "",
      found: `${names.join(", ")}: ${others.length + 1} environments`,
      expected: "one environment for one set of plans",
      remedy: "Include the cloud in the name, e.g. aws-prod.",
    },
  ]);
}

/** Pairs each review with its counterpart in the base: by name, or because there is only one of each. */
function pairWithBase(heads: readonly Reviewed[], bases: readonly Reviewed[]): { head: Reviewed; base?: Reviewed }[] {
  const [only] = heads.length === 1 && bases.length === 1 ? bases : [];
  return heads.map((head) => {
    const base = bases.find(({ result }) => result.policy.name === head.result.policy.name) ?? only;
    return base ? { head, base } : { head };
  });
}
