import { RULES, runGuardrails, type Strictness } from "../../../src/review/guardrails";
import { ResourceGraph, type TerraformCode } from "../../../src/review/model";

/** The verdict of one rule on some code: `fail`, `undecided`, `pass`, or `silent` if the rule doesn't apply. */
export function judge(
  id: string,
  json: TerraformCode["json"],
  strictness: Strictness = "prod",
): "pass" | "fail" | "undecided" | "silent" {
  const { failed, undecided, passed } = report(id, json, strictness);
  if (failed.length > 0) return "fail";
  if (undecided.length > 0) return "undecided";
  return passed > 0 ? "pass" : "silent";
}

/** The failure messages of a rule. */
export function failures(id: string, json: TerraformCode["json"], strictness: Strictness = "prod"): string[] {
  return report(id, json, strictness).failed.map(({ message }) => message);
}

/** A resource called `x`, as code. */
export function only(type: string, body: Readonly<Record<string, unknown>>): TerraformCode["json"] {
  return { resource: { [type]: { x: body } } };
}

function report(id: string, json: TerraformCode["json"], strictness: Strictness) {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (!rule) throw new Error(`There is no rule ${id}`);
  const graph = ResourceGraph.fromTerraform([{ name: "code", json }]);
  return runGuardrails(graph, { strictness, today: "2026-11-01", waivers: [], rules: [rule] });
}
