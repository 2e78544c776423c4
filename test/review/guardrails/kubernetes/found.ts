import { RULES, runGuardrails, type Strictness } from "../../../../src/review/guardrails";
import { manifestExample } from "../../../../src/review/guardrails/kubernetes/example";
import { type JsonObject, ResourceGraph } from "../../../../src/review/model";

/** The findings of a rule in Terraform code: `<kind> <attribute>: <message>`. */
export function found(id: string, json: JsonObject, strictness: Strictness = "prod"): string[] {
  const rules = RULES.filter((rule) => rule.id === id);
  if (rules.length !== 1) throw new Error(`There is no rule ${id}`);
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json }]);
  const { failed, undecided } = runGuardrails(graph, { strictness, today: "2026-11-01", waivers: [], rules });
  return [...failed, ...undecided].map(({ kind, attribute, message }) => `${kind} ${attribute ?? ""}: ${message}`);
}

/** A test case: its name, the rule, the code, and the kinds of the findings. */
export type Case = readonly [what: string, id: string, json: JsonObject, kinds: readonly ("fail" | "undecided")[]];

export function kindsOf(id: string, json: JsonObject): string[] {
  return found(id, json).map((text) => text.split(" ")[0] ?? "");
}

/** Code that applies one object, named `a`, in the namespace `fraud`. */
export function object(apiVersion: string, kind: string, rest: JsonObject, metadata: JsonObject = {}): JsonObject {
  return manifestExample({ apiVersion, kind, metadata: { name: "a", namespace: "fraud", ...metadata }, ...rest });
}
