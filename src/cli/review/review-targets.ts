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
import type { Asked, Reviewed } from "./review-options";
import { isOurs, reviewPaths } from "./review-paths";
import { synthesizer } from "./synthesizer";

/** What is to be looked at, and beside what. */
export interface ReviewedOptions extends Asked {
  readonly environments: string;
  /** Names such as `prod` or `aws-prod`. @default - all */
  readonly env?: readonly string[];
  /** Folder, file or git reference to compare with. */
  readonly base?: string;
  /** @default "guardrails.yaml", if it is there */
  readonly config?: string;
}

/**
 * Reviews all environments or those that are named; with paths, any Terraform code and any plan.
 * @throws InputError for bad input
 */
export function reviewTargets(paths: readonly string[], options: ReviewedOptions, io: Io): readonly ReviewResult[] {
  const reviewed = paths.length > 0 ? reviewPathsGiven(paths, options, io) : reviewAll(options, io);
  const base =
    options.base === undefined
      ? []
      : reviewBase(options.base, options.environments, options, (inputs) => reviewInputs(inputs, options, io), io);
  return besideBase(reviewed, base).map(({ head, base }) =>
    base ? { ...head.result, comparison: compare(base, head) } : head.result,
  );
}

/** Synthesizes what is to be reviewed out of the environment files. */
function reviewAll(options: ReviewedOptions, io: Io): readonly Reviewed[] {
  const all = loadEnvironments(options.environments, io.today());
  const { reviewEnvironment } = synthesizer();
  return selectEnvironments(all, options.env ?? []).map((environment) =>
    reviewEnvironment(environment, io.today(), options),
  );
}

/** Code calls modules that it doesn't show: who reads the report has to know. */
function reviewPathsGiven(paths: readonly string[], options: ReviewedOptions, io: Io): readonly Reviewed[] {
  const inputs = readTerraform(paths, io);
  for (const { name, json } of inputs.flatMap(({ stacks }) => stacks)) {
    if (json.module !== undefined)
      io.writeError(`${name}: the modules it calls are not part of this review; a plan shows what they make.\n`);
  }
  return reviewInputs(inputs, options, io);
}

/** Files of environments are read only where stacks may be theirs: other people's folders have none. */
function reviewInputs(inputs: readonly TerraformInput[], options: ReviewedOptions, io: Io): readonly Reviewed[] {
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
      expected: "one environment, for one set of plans",
      remedy: "Name it with its cloud, e.g. aws-prod.",
    },
  ]);
}

/** What was reviewed, each beside its like in the base: by name, or because there is one of each. */
function besideBase(heads: readonly Reviewed[], bases: readonly Reviewed[]): { head: Reviewed; base?: Reviewed }[] {
  const [only] = heads.length === 1 && bases.length === 1 ? bases : [];
  return heads.map((head) => {
    const base = bases.find(({ result }) => result.policy.name === head.result.policy.name) ?? only;
    return base ? { head, base } : { head };
  });
}
