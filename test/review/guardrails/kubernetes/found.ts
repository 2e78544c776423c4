import { RULES, runGuardrails, type Strictness } from "../../../../src/review/guardrails";
import { type JsonObject, ResourceGraph } from "../../../../src/review/model";

/** What a rule finds in Terraform code: `<kind> <attribute>: <message>`. */
export function found(id: string, json: JsonObject, strictness: Strictness = "prod"): string[] {
  const rules = RULES.filter((rule) => rule.id === id);
  if (rules.length !== 1) throw new Error(`There is no rule ${id}`);
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json }]);
  const { failed, undecided } = runGuardrails(graph, { strictness, today: "2026-11-01", waivers: [], rules });
  return [...failed, ...undecided].map(({ kind, attribute, message }) => `${kind} ${attribute ?? ""}: ${message}`);
}
