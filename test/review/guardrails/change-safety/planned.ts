import { type Finding, RULES, runGuardrails } from "../../../../src/review/guardrails";
import { type PlannedChange, planExample } from "../../../../src/review/guardrails/plan-example";
import type { Rule, Strictness } from "../../../../src/review/guardrails/rule";
import { ResourceGraph } from "../../../../src/review/model";

export function graphOfChanges(changes: readonly PlannedChange[]): ResourceGraph {
  return ResourceGraph.fromTerraform([{ name: "plan", json: planExample(...changes) }]);
}

/** The findings of a rule in a plan with these changes: `<kind> <address>: <message>`. */
export function verdicts(rule: Rule, changes: readonly PlannedChange[], strictness: Strictness = "prod"): string[] {
  const { failed, undecided } = runGuardrails(graphOfChanges(changes), {
    strictness,
    today: "2026-11-01",
    waivers: [],
    rules: [rule],
  });
  return [...failed, ...undecided].map(textOf);
}

function textOf({ kind, address, message }: Finding): string {
  return `${kind} ${address}: ${message}`;
}

export function rule(id: string) {
  const found = RULES.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no rule ${id}`);
  return found;
}

export const replaced = (type: string, before: PlannedChange["before"], path: string): PlannedChange => ({
  type,
  actions: ["create", "delete"],
  before: before ?? {},
  after: {},
  replacePaths: [path.split(".")],
});
