import type { Resource, ResourceGraph } from "../model";
import { type Accepted, accept } from "./accept";
import type { Approval } from "./approval";
import type { Finding } from "./finding";
import type { Outcome, Rule, Strictness } from "./rule";
import { RULES } from "./rules";
import { type Teardown, teardownEffect } from "./teardown";
import type { Waiver } from "./waiver";
import { approvalExpired, approvalUnused, waiverExpired, waiverUnused } from "./waiver-rules";
import { wildcard } from "./wildcard";

export interface GuardrailOptions {
  readonly strictness: Strictness;
  /** The day of the review, `YYYY-MM-DD`. */
  readonly today: string;
  readonly waivers: readonly Waiver[];
  /** Intended destructive changes. @default - none */
  readonly approvals?: readonly Approval[];
  /** Set for an environment that is about to be destroyed. @default - none */
  readonly teardown?: Teardown;
  /** Findings from outside the rules that can be waived like those of rules. @default - none */
  readonly others?: readonly Finding[];
  /** @default all rules of this project */
  readonly rules?: readonly Rule[];
  /** The code is only a part of what the waivers cover: unused waivers are not reported. @default false */
  readonly partial?: boolean;
}

export interface GuardrailReport {
  readonly failed: readonly Finding[];
  readonly undecided: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Destructive changes that failed a rule and were approved. */
  readonly approved: readonly { readonly finding: Finding; readonly approval: Approval }[];
  /** Number of checks that passed. */
  readonly passed: number;
}

/** Runs the rules over a graph. Pure: the same input gives the same report. */
export function runGuardrails(graph: ResourceGraph, options: GuardrailOptions): GuardrailReport {
  const { today, waivers, approvals = [], rules = RULES, others = [] } = options;
  const { findings, passed } = checkAll(graph, rules, options);
  const failures = [...findings, ...others].filter(({ kind }) => kind === "fail");
  const isChange = ({ rule }: Finding) => rule.area === "change-safety";
  const waivedByWaiver = accept(
    failures.filter((finding) => !isChange(finding)),
    waivers.map((waiver) => ({ word: waiver, expires: waiver.expires, covers: coveredByWaiver(waiver) })),
    today,
  );
  const approvedByApproval = accept(
    failures.filter(isChange),
    approvals.map((approval) => ({ word: approval, expires: approval.expires, covers: coveredByApproval(approval) })),
    today,
  );
  const settled = new Set([...waivedByWaiver.accepted, ...approvedByApproval.accepted].map(({ finding }) => finding));
  const unsettled = failures.filter((finding) => !settled.has(finding));
  const teardown = options.teardown && teardownEffect(options.teardown, unsettled, today);
  const tornDown = new Set(teardown?.accepted.map(({ finding }) => finding));
  return {
    failed: [
      ...unsettled.filter((finding) => !tornDown.has(finding)),
      ...(teardown ? [wordFinding(teardown.about.rule, "teardown", teardown.about.message, options)] : []),
      ...staleWaivers(waivedByWaiver, rules, options),
      ...staleApprovals(approvedByApproval, graph, options),
    ],
    undecided: findings.filter(({ kind }) => kind === "undecided"),
    waived: [
      ...waivedByWaiver.accepted.map(({ finding, word }) => ({ finding, waiver: word })),
      ...(teardown?.accepted ?? []),
    ],
    approved: approvedByApproval.accepted.map(({ finding, word }) => ({ finding, approval: word })),
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

/** A rule that throws is a finding: ignoring it would look like a pass. */
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

function staleWaivers(
  { expired, unused }: Accepted<Waiver>,
  rules: readonly Rule[],
  options: GuardrailOptions,
): Finding[] {
  const changes = new Set(rules.filter(({ area }) => area === "change-safety").map(({ id }) => id));
  const about = ({ owner, rule }: Waiver) => `The waiver of ${owner} for ${rule}:`;
  return [
    ...expired.map((waiver) =>
      wordFinding(waiverExpired, waiver.resource, `${about(waiver)} It was valid until ${waiver.expires}.`, options),
    ),
    ...(options.partial ? [] : unused).map((waiver) => {
      const why = changes.has(waiver.rule)
        ? "Destructive changes must be approved individually and can't be waived."
        : "No finding matches it.";
      return wordFinding(waiverUnused, waiver.resource, `${about(waiver)} ${why}`, options);
    }),
  ];
}

/** Code shows no changes; only the review of a plan shows whether an approval is still needed. */
function staleApprovals(
  { expired, unused }: Accepted<Approval>,
  graph: ResourceGraph,
  options: GuardrailOptions,
): Finding[] {
  const about = ({ approver }: Approval) => `The approval of ${approver}:`;
  const plan = graph.resources.some(({ change }) => change !== undefined);
  return [
    ...expired.map((approval) =>
      wordFinding(
        approvalExpired,
        approval.address,
        `${about(approval)} It was valid until ${approval.expires}.`,
        options,
      ),
    ),
    ...(plan ? unused : []).map((approval) =>
      wordFinding(approvalUnused, approval.address, `${about(approval)} No destructive change matches it.`, options),
    ),
  ];
}

/** A finding about a waiver or approval itself, not about a resource. */
function wordFinding(
  rule: typeof waiverExpired,
  address: string,
  message: string,
  { strictness }: GuardrailOptions,
): Finding {
  return {
    rule,
    kind: "fail",
    enforcement: rule.enforcement[strictness],
    stack: "",
    address,
    constructPath: undefined,
    attribute: undefined,
    message,
  };
}

function coveredByWaiver({ rule, resource }: Waiver): (finding: Finding) => boolean {
  const matches = wildcard(resource);
  return (finding) => finding.rule.id === rule && matches(finding.address);
}

function coveredByApproval({ address }: Approval): (finding: Finding) => boolean {
  const matches = wildcard(address);
  return (finding) => matches(finding.address);
}
