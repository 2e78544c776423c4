import { type Finding, runGuardrails } from "../../../src/review/guardrails";
import type { PlannedChange } from "../../../src/review/guardrails/plan-example";
import type { Rule, Strictness } from "../../../src/review/guardrails/rule";
import { type Resource, ResourceGraph } from "../../../src/review/model";

/** A graph of what a plan changes, made by hand. */
export function graphOfChanges(changes: readonly PlannedChange[]): ResourceGraph {
  return new ResourceGraph([{ name: "plan", backend: undefined, providers: {}, resources: changes.map(resourceOf) }]);
}

/** What a rule finds in a plan with these changes: `<kind> <address>: <message>`. */
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

function resourceOf({ type, name = "main", actions, before, after, replacePaths = [] }: PlannedChange): Resource {
  return {
    address: `${type}.${name}`,
    mode: after === undefined ? "deleted" : "managed",
    type,
    name,
    stack: "plan",
    constructPath: undefined,
    body: after ?? {},
    change: { actions, before, after, replacePaths: replacePaths.map((path) => path.join(".")) },
  };
}
