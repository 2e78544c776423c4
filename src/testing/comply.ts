import { stackJson } from "../framework/synthesize";
import { TerraformStack } from "../framework/terraform";
import {
  type Approval,
  estimateCost,
  type Finding,
  ResourceGraph,
  RULES,
  type Rule,
  runGuardrails,
  type Strictness,
  type TerraformCode,
  unpricedFindings,
  type Waiver,
} from "../review";
import { NO_USAGE } from "../review/cost/no-usage";

/** What code has to comply with. */
export interface CompliancePolicy {
  /** @default "prod" - the strictest */
  readonly strictness?: Strictness;
  /** @default - none */
  readonly waivers?: readonly Waiver[];
  /** Destructive changes that somebody wants; only plans have any. @default - none */
  readonly approvals?: readonly Approval[];
  /** Rules of your own, beside those of the package. @default - none */
  readonly rules?: readonly Rule[];
  /** The day of the review, `YYYY-MM-DD`: waivers and versions end. @default - the day on which the test runs */
  readonly today?: string;
}

/** A stack, what `synthesize` made of some, or any Terraform JSON. */
export type Reviewable = TerraformStack | TerraformCode | readonly TerraformCode[];

/** What of it fails, the mandatory findings alone: the verdict of `mlops review`, of `mlops synth` and of a pull request. */
export function violations(code: Reviewable, policy: CompliancePolicy = {}): readonly Finding[] {
  const { strictness = "prod" } = policy;
  const graph = graphOf(code);
  // Whether a thing has a price doesn't depend on how much of it is used.
  const others = unpricedFindings(estimateCost(graph, NO_USAGE, dayOf(policy)), strictness);
  return findings(graph, [...RULES, ...(policy.rules ?? [])], policy, others).filter(
    ({ enforcement }) => enforcement === "mandatory",
  );
}

/**
 * What fails of one rule, mandatory or not.
 * @throws Error for an id that no rule has
 */
export function violationsOf(rule: Rule | string, code: Reviewable, policy: CompliancePolicy = {}): readonly Finding[] {
  const known = [...RULES, ...(policy.rules ?? [])];
  const found = typeof rule === "string" ? known.find(({ id }) => id === rule) : rule;
  if (!found) throw new Error(`There is no rule ${rule}. \`mlops rules\` lists them all.`);
  return findings(graphOf(code), [found], policy).filter(({ rule: { id } }) => id === found.id);
}

function findings(
  graph: ResourceGraph,
  rules: readonly Rule[],
  policy: CompliancePolicy,
  others: readonly Finding[] = [],
): readonly Finding[] {
  const { strictness = "prod", waivers = [], approvals = [] } = policy;
  return runGuardrails(graph, { strictness, waivers, approvals, today: dayOf(policy), rules, others }).failed;
}

function dayOf({ today = new Date().toISOString().slice(0, 10) }: CompliancePolicy): string {
  return today;
}

function graphOf(code: Reviewable): ResourceGraph {
  return ResourceGraph.fromTerraform(codeOf(code));
}

function codeOf(code: Reviewable): readonly TerraformCode[] {
  if (TerraformStack.isStack(code)) return [stackJson(code)];
  return Array.isArray(code) ? code : [code as TerraformCode];
}

/** What is wrong, where, and how to mend it, for the output of a test. */
export function describeFindings(found: readonly Finding[]): string {
  return found
    .map(({ rule, stack, address, constructPath, message }) =>
      [
        `${rule.severity} ${rule.id}: ${rule.title}`,
        `  at ${[stack, address].filter((part) => part !== "").join(" ")}${constructPath === undefined ? "" : ` (${constructPath})`}: ${message}`,
        `  mend: ${rule.remedy}`,
      ].join("\n"),
    )
    .join("\n");
}
