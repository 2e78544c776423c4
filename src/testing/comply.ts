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

/** The policy that code has to comply with. */
export interface CompliancePolicy {
  /** @default "prod" - the strictest */
  readonly strictness?: Strictness;
  /** @default - none */
  readonly waivers?: readonly Waiver[];
  /** Intended destructive changes; only plans have any. @default - none */
  readonly approvals?: readonly Approval[];
  /** Your own rules, in addition to those of the package. @default - none */
  readonly rules?: readonly Rule[];
  /** Date of the review, `YYYY-MM-DD`: waivers expire and versions go out of support. @default - the current date */
  readonly today?: string;
}

/** A stack, the result of `synthesize`, or any Terraform JSON. */
export type Reviewable = TerraformStack | TerraformCode | readonly TerraformCode[];

/**
 * The mandatory findings of the code: the same verdict as `mlops review`, `mlops synth` and the check of a pull
 * request.
 */
export function violations(code: Reviewable, policy: CompliancePolicy = {}): readonly Finding[] {
  const { strictness = "prod" } = policy;
  const graph = graphOf(code);
  // Whether a resource has a price does not depend on its usage.
  const others = unpricedFindings(estimateCost(graph, NO_USAGE, dayOf(policy)), strictness);
  return findings(graph, [...RULES, ...(policy.rules ?? [])], policy, others).filter(
    ({ enforcement }) => enforcement === "mandatory",
  );
}

/**
 * The findings of one rule, mandatory or not.
 * @throws Error for an unknown rule id
 */
export function violationsOf(rule: Rule | string, code: Reviewable, policy: CompliancePolicy = {}): readonly Finding[] {
  const known = [...RULES, ...(policy.rules ?? [])];
  const found = typeof rule === "string" ? known.find(({ id }) => id === rule) : rule;
  if (!found) throw new Error(`Unknown rule ${rule}. \`mlops rules\` lists all rules.`);
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

/** Describes findings for test output: the problem, its location and the fix. */
export function describeFindings(found: readonly Finding[]): string {
  return found
    .map(({ rule, stack, address, constructPath, message }) =>
      [
        `${rule.severity} ${rule.id}: ${rule.title}`,
        `  at ${[stack, address].filter((part) => part !== "").join(" ")}${constructPath === undefined ? "" : ` (${constructPath})`}: ${message}`,
        `  fix: ${rule.remedy}`,
      ].join("\n"),
    )
    .join("\n");
}
