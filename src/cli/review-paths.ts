import type { Environment } from "../environment/environment";
import { TIERS } from "../environment/tiers";
import { ResourceGraph, type ReviewOptions, reviewGraph, type Strictness, type TerraformCode } from "../review";
import type { TerraformInput } from "./read-terraform";
import { environmentId, optionsOf, type Reviewed } from "./review-environment";

/** What the command line says about code that has no environment of ours. */
export interface PathsPolicy {
  /** @default "prod": who names nothing gets the strictest */
  readonly strictness: Strictness | undefined;
  /** USD/month. @default - no budget */
  readonly budget: number | undefined;
}

/**
 * Reviews code and plans: the stacks of an environment by what that asks, everything else argument by argument.
 * @param environments those that the stacks may belong to
 * @param chosen the one that all of them belong to, whatever their names
 */
export function reviewPaths(
  inputs: readonly TerraformInput[],
  environments: readonly Environment[],
  chosen: Environment | undefined,
  policy: PathsPolicy,
  today: string,
): Reviewed[] {
  const owners = chosen ? [chosen] : environments;
  const owned = owners.map((environment) => ({
    environment,
    stacks: inputs.flatMap(({ stacks }) => stacks).filter((stack) => chosen || belongs(stack, environment)),
  }));
  const ours = new Set(owned.flatMap(({ stacks }) => stacks));
  const others = inputs
    .map(({ name, stacks }) => ({ name, stacks: stacks.filter((stack) => !ours.has(stack)) }))
    .filter(({ stacks }) => stacks.length > 0);
  return [
    ...owned
      .filter(({ stacks }) => stacks.length > 0)
      .map(({ environment, stacks }) => reviewStacks(stacks, withPolicy(optionsOf(environment, today), policy))),
    ...others.map(({ name, stacks }) =>
      reviewStacks(stacks, withPolicy(stranger(name, today, policy.strictness), policy)),
    ),
  ];
}

/** Whether a stack's name may be that of one of our environments: their files have to be asked. */
export function isOurs({ name }: TerraformCode): boolean {
  return /^(aws|google)-.+-(bootstrap|foundation|platform)$/.test(name);
}

function belongs(stack: TerraformCode, environment: Environment): boolean {
  return isOurs(stack) && stack.name.replace(/-[a-z]+$/, "") === environmentId(environment);
}

/** The quantities that nobody stated are those of our own environments of the tier. */
function stranger(name: string, today: string, strictness: Strictness = "prod"): ReviewOptions {
  return { policy: { name, strictness, budgetUsd: undefined, waivers: [] }, usage: TIERS[strictness].usage, today };
}

function withPolicy(options: ReviewOptions, { strictness, budget }: PathsPolicy): ReviewOptions {
  const { policy } = options;
  return {
    ...options,
    policy: {
      ...policy,
      strictness: strictness ?? policy.strictness,
      budgetUsd: budget ?? policy.budgetUsd,
    },
  };
}

/** A waiver may be for a stack that isn't looked at here; that it is unused is for the review of the whole to say. */
function reviewStacks(stacks: readonly TerraformCode[], options: ReviewOptions): Reviewed {
  const graph = ResourceGraph.fromTerraform(stacks);
  const result = reviewGraph(graph, options);
  return { graph, result: { ...result, failed: result.failed.filter(({ rule }) => rule.id !== "waiver-unused") } };
}
