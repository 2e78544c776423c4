import { runGuardrails } from "../../../src/review/guardrails";
import { type PlannedChange, planExample } from "../../../src/review/guardrails/plan-example";
import type { Rule, Strictness } from "../../../src/review/guardrails/rule";
import { ResourceGraph } from "../../../src/review/model";

/** What a rule says to a plan with these changes: `kind address: message`, one line a finding. */
export function verdicts(rule: Rule, changes: readonly PlannedChange[], strictness: Strictness = "prod"): string[] {
  const graph = ResourceGraph.fromTerraform([{ name: "plan", json: planExample(...changes) }]);
  const { failed, undecided } = runGuardrails(graph, { strictness, today: "2026-11-01", waivers: [], rules: [rule] });
  return [...failed, ...undecided].map(({ kind, address, message }) => `${kind} ${address}: ${message}`);
}
