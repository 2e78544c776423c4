import type { Environment } from "../../environment/environment";
import { environmentId } from "../../environment/names";
import { TIERS } from "../../environment/tiers";
import { InputError } from "../../problems/problem";
import {
  budget,
  ResourceGraph,
  type ReviewOptions,
  RULES,
  type Rule,
  reviewGraph,
  type Strictness,
  type TerraformCode,
} from "../../review";
import { GUARDRAILS_FILE } from "../input/guardrails-file";
import type { TerraformInput } from "../input/read-terraform";
import { type Asked, optionsOf, type Reviewed, withAsked } from "./review-options";

/**
 * Reviews code and plans: the stacks of an environment by what that asks, everything else argument by argument.
 * @param environments those that the stacks may belong to
 * @param chosen the one that all of them belong to, whatever their names
 */
export function reviewPaths(
  inputs: readonly TerraformInput[],
  environments: readonly Environment[],
  chosen: Environment | undefined,
  asked: Asked,
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
  const reviewed = [
    ...owned
      .filter(({ stacks }) => stacks.length > 0)
      .map(({ environment, stacks }) =>
        reviewPart(stacks, { ...optionsOf(environment, today, asked), rules: rulesFor(stacks, environment) }),
      ),
    ...others.map(({ name, stacks }) => reviewPart(stacks, withAsked(stranger(name, today, asked), asked))),
  ];
  refuseUnusedNames(reviewed, asked);
  return reviewed;
}

/** Whether a stack's name may be that of one of our environments: their files have to be asked. */
export function isOurs({ name }: TerraformCode): boolean {
  return /^(aws|google)-.+-(bootstrap|foundation|platform|models)$/.test(name);
}

function belongs(stack: TerraformCode, environment: Environment): boolean {
  return isOurs(stack) && stack.name.replace(/-[a-z]+$/, "") === environmentId(environment);
}

/**
 * A name in `usage.bucketStorageGb` that no bucket ends in would make a bill too small without a word.
 * @throws InputError naming each of them
 */
function refuseUnusedNames(reviewed: readonly Reviewed[], { guardrails }: Asked): void {
  const names = Object.keys(guardrails?.usage?.bucketStorageGb ?? {});
  if (names.length === 0) return;
  const buckets = reviewed.flatMap(({ graph }) => graph.ofType("aws_s3_bucket", "google_storage_bucket"));
  const ends = buckets.map(({ body }) => String(body.bucket ?? body.name));
  const unused = names.filter((name) => !ends.some((bucket) => bucket.endsWith(`-${name}`)));
  if (unused.length === 0) return;
  throw new InputError(
    unused.map((name) => ({
      source: GUARDRAILS_FILE,
      path: `usage.bucketStorageGb.${name}`,
      found: "a name that no bucket ends in",
      expected: ends.length === 0 ? "no name: there are no buckets" : `the end of one of ${ends.join(", ")}`,
      remedy: "Change the name to the last part of a bucket's name, after a hyphen, or remove it.",
    })),
  );
}

/** The quantities that nobody stated are those of our own environments of the tier. */
function stranger(name: string, today: string, { strictness: asked, guardrails }: Asked): ReviewOptions {
  const strictness: Strictness = asked ?? guardrails?.strictness ?? "prod";
  const policy = {
    name,
    strictness,
    budgetUsd: guardrails?.budgetUsd,
    waivers: guardrails?.waivers ?? [],
    approvals: guardrails?.approvals ?? [],
  };
  return { policy, usage: { ...TIERS[strictness].usage, ...guardrails?.usage }, today };
}

/**
 * On Google Cloud the budget of an environment is in its bootstrap stack, so a review without that stack cannot judge it.
 * On AWS it is in the same stack as the cluster.
 */
function rulesFor(stacks: readonly TerraformCode[], { cloud }: Environment): readonly Rule[] {
  const judged = cloud.provider === "aws" || stacks.some(({ name }) => name.endsWith("-bootstrap"));
  return judged ? RULES : RULES.filter(({ id }) => id !== budget.id);
}

/** A waiver may be for a stack that is not reviewed here. */
function reviewPart(stacks: readonly TerraformCode[], options: ReviewOptions): Reviewed {
  const graph = ResourceGraph.fromTerraform(stacks);
  return { graph, result: reviewGraph(graph, { ...options, partial: true }) };
}
