import { RULES, runGuardrails } from "../../../src/review/guardrails";
import { isObject, type Json, type JsonObject, ResourceGraph } from "../../../src/review/model";

/** Values that code and plans may contain in any place. */
const VALUES: readonly Json[] = [
  null,
  "",
  "${var.x}",
  "x",
  7,
  -1,
  true,
  [],
  [[]],
  [null],
  {},
  { x: [null] },
  "{",
  "[]",
];

/** Variants of the JSON, one for each place and value. */
function* variants(json: Json): Generator<Json> {
  if (Array.isArray(json)) {
    for (const [index, item] of json.entries()) {
      for (const other of [...VALUES, ...variants(item)]) yield json.with(index, other);
    }
  } else if (isObject(json)) {
    for (const [name, item] of Object.entries(json)) {
      for (const other of [...VALUES, ...variants(item)]) yield { ...json, [name]: other };
    }
  }
}

/** The example, with any value in any place of its resources; invalid code is rejected on reading. */
function* broken(example: JsonObject): Generator<JsonObject> {
  for (const [type, named] of Object.entries(isObject(example.resource) ? example.resource : {})) {
    for (const [name, body] of Object.entries(isObject(named) ? named : {})) {
      for (const variant of variants(body)) {
        yield {
          ...example,
          resource: { ...(example.resource as JsonObject), [type]: { ...(named as JsonObject), [name]: variant } },
        };
      }
    }
  }
}

test.each(RULES.map((rule) => [rule.id, rule] as const))("%s accepts any value in any place", (_, rule) => {
  const errors: string[] = [];
  for (const json of [...broken(rule.examples.pass), ...broken(rule.examples.fail)]) {
    const graph = ResourceGraph.fromTerraform([{ name: "code", json }]);
    for (const strictness of ["dev", "prod"] as const) {
      const { failed } = runGuardrails(graph, { strictness, today: "2026-11-01", waivers: [], rules: [rule] });
      const error = failed.find(({ message }) => message.startsWith("The rule itself failed"));
      if (error) errors.push(`${error.message} on ${JSON.stringify(json)}`);
    }
  }
  expect(errors).toEqual([]);
});
