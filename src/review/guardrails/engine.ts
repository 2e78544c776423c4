import type { Resource, ResourceGraph } from "../model";
import type { Finding } from "./finding";
import type { Outcome, Rule, Strictness } from "./rule";
import { RULES } from "./rules";
import type { Waiver } from "./waiver";
import { waiverExpired, waiverUnused } from "./waiver-rules";
import { wildcard } from "./wildcard";

export interface GuardrailOptions {
  readonly strictness: Strictness;
  /** The day of the review, `YYYY-MM-DD`. */
  readonly today: string;
  readonly waivers: readonly Waiver[];
  /** @default all rules of this project */
  readonly rules?: readonly Rule[];
}

export interface GuardrailReport {
  readonly failed: readonly Finding[];
  readonly undecided: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** How many checks passed. */
  readonly passed: number;
}

/** Runs the rules over a graph. Pure: the same input gives the same report. */
export function runGuardrails(graph: ResourceGraph, options: GuardrailOptions): GuardrailReport {
  const { today, waivers, rules = RULES } = options;
  const { findings, passed } = checkAll(graph, rules, options);
  const failures = findings.filter(({ kind }) => kind === "fail");
  const valid = waivers.filter(({ expires }) => expires >= today);
  const matchers = valid.map((waiver) => ({ waiver, matches: matcherOf(waiver) }));
  const judged = failures.map((finding) => ({
    finding,
    waiver: matchers.find(({ matches }) => matches(finding))?.waiver,
  }));
  const waived = judged.flatMap(({ finding, waiver }) => (waiver ? [{ finding, waiver }] : []));
  const stale = waivers.flatMap((waiver) => {
    if (waiver.expires < today)
      return [waiverFinding(waiverExpired, waiver, `It held until ${waiver.expires}.`, options)];
    const used = failures.some(matcherOf(waiver));
    return used ? [] : [waiverFinding(waiverUnused, waiver, "No finding matches it.", options)];
  });
  return {
    failed: [...judged.flatMap(({ finding, waiver }) => (waiver ? [] : [finding])), ...stale],
    undecided: findings.filter(({ kind }) => kind === "undecided"),
    waived,
    passed,
  };
}

function checkAll(graph: ResourceGraph, rules: readonly Rule[], options: GuardrailOptions) {
  const findings: Finding[] = [];
  let passed = 0;
  for (const rule of rules) {
    const subjects =
      rule.on === "change" ? graph.changesOf(...rule.resourceTypes) : graph.ofType(...rule.resourceTypes);
    for (const resource of subjects) {
      for (const outcome of outcomesOf(rule, resource, graph, options)) {
        if (outcome.kind === "pass") passed += 1;
        else findings.push(findingOf(rule, resource, outcome, options.strictness));
      }
    }
  }
  return { findings, passed };
}

/** A rule that breaks is a finding: silence would read as a pass. */
function outcomesOf(
  rule: Rule,
  resource: Resource,
  graph: ResourceGraph,
  options: GuardrailOptions,
): readonly Outcome[] {
  try {
    return rule.check(resource, { graph, strictness: options.strictness, today: options.today });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ kind: "fail", message: `The rule itself failed: ${reason}` }];
  }
}

function findingOf(
  rule: Rule,
  resource: Resource,
  outcome: Exclude<Outcome, { kind: "pass" }>,
  strictness: Strictness,
): Finding {
  return {
    rule,
    kind: outcome.kind,
    enforcement: rule.enforcement[strictness],
    stack: resource.stack,
    address: resource.address,
    constructPath: resource.constructPath,
    attribute: outcome.attribute,
    message: outcome.kind === "fail" ? outcome.message : outcome.reason,
  };
}

function waiverFinding(
  rule: typeof waiverExpired,
  waiver: Waiver,
  message: string,
  { strictness }: GuardrailOptions,
): Finding {
  return {
    rule,
    kind: "fail",
    enforcement: rule.enforcement[strictness],
    stack: "",
    address: waiver.resource,
    constructPath: undefined,
    attribute: undefined,
    message: `The waiver of ${waiver.owner} for ${waiver.rule}: ${message}`,
  };
}

function matcherOf({ rule, resource }: Waiver): (finding: Finding) => boolean {
  const matches = wildcard(resource);
  return (finding) => finding.rule.id === rule && matches(finding.address);
}
