import type { Environment } from "../../environment/environment";
import { environmentId, isEnvironmentId } from "../../environment/names";
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
import { parseStackId } from "../../stacks/stack-id";
import { GUARDRAILS_FILE } from "../input/guardrails-file";
import type { TerraformInput } from "../input/read-terraform";
import { optionsOf, type Reviewed, type ReviewRequest, withRequest } from "./review-options";

/**
 * Reviews code and plans: the stacks of an environment together, with its options; everything else argument by
 * argument.
 * @param environments the environments that stacks may belong to
 * @param chosen the environment that all stacks belong to, regardless of their names
 */
export function reviewPaths(
  inputs: readonly TerraformInput[],
  environments: readonly Environment[],
  chosen: Environment | undefined,
  request: ReviewRequest,
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
        reviewPart(stacks, { ...optionsOf(environment, today, request), rules: rulesFor(stacks, environment) }),
      ),
    ...others.map(({ name, stacks }) => reviewPart(stacks, withRequest(foreignOptions(name, today, request), request))),
  ];
  refuseUnusedNames(reviewed, request);
  return reviewed;
}

/** Whether a stack may belong to one of our environments, by its name. */
export function isOurs({ name }: TerraformCode): boolean {
  const id = parseStackId(name);
  return id !== undefined && isEnvironmentId(id.environmentId);
}

function belongs(stack: TerraformCode, environment: Environment): boolean {
  return parseStackId(stack.name)?.environmentId === environmentId(environment);
}

/**
 * Rejects names in `usage.bucketStorageGb` that match no bucket: they would silently make the estimate too low.
 * @throws InputError with each of these names
 */
function refuseUnusedNames(reviewed: readonly Reviewed[], { guardrails }: ReviewRequest): void {
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
      found: "a name that matches no bucket",
      expected: ends.length === 0 ? "no name: there are no buckets" : `the last part of one of ${ends.join(", ")}`,
      remedy: "Change the name to the last part of a bucket name, after a hyphen, or remove it.",
    })),
  );
}

/** Options for code without an environment. Usage that is not set is taken from the tier's defaults. */
function foreignOptions(
  name: string,
  today: string,
  { strictness: requested, guardrails }: ReviewRequest,
): ReviewOptions {
  const strictness: Strictness = requested ?? guardrails?.strictness ?? "prod";
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
 * On Google Cloud the budget of an environment is in its bootstrap stack, so a review without that stack can't check
 * it. On AWS it is in the same stack as the cluster.
 */
function rulesFor(stacks: readonly TerraformCode[], { cloud }: Environment): readonly Rule[] {
  const judged = cloud.provider === "aws" || stacks.some(({ name }) => parseStackId(name)?.stack === "bootstrap");
  return judged ? RULES : RULES.filter(({ id }) => id !== budget.id);
}

/** The review is partial: a waiver may apply to a stack that is not reviewed here. */
function reviewPart(stacks: readonly TerraformCode[], options: ReviewOptions): Reviewed {
  const graph = ResourceGraph.fromTerraform(stacks);
  return { graph, result: reviewGraph(graph, { ...options, partial: true }) };
}
