import { type RuleContext, runGuardrails } from "../../../src/review/guardrails";
import type { Rule } from "../../../src/review/guardrails/rule";
import { type Resource, ResourceGraph } from "../../../src/review/model";

const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { resource: { aws_db_instance: { one: {} } } } }]);

const rule = (id: string): Rule => ({
  id,
  title: "",
  why: "",
  remedy: "",
  severity: "high",
  area: "reliability",
  enforcement: { dev: "advisory", staging: "mandatory", prod: "mandatory" },
  link: "",
  resourceTypes: ["aws_db_instance"],
  check: (_: Resource, __: RuleContext) => [{ kind: "fail", message: "It is unprotected." }],
  examples: { pass: {}, fail: {} },
});

const teardown = { reason: "The project ended.", owner: "ada@example.com", expires: "2026-11-20" };

const run = (today: string, ids: readonly string[], waivers: { rule: string; resource: string }[] = []) =>
  runGuardrails(graph, {
    strictness: "prod",
    today,
    rules: ids.map(rule),
    teardown,
    waivers: waivers.map((waiver) => ({ ...waiver, reason: "", owner: "bob@example.com", expires: "2026-12-31" })),
  });

test("a teardown accepts findings on deletion protection, and nothing else", () => {
  const { failed, waived } = run("2026-11-20", ["deletion-protection", "database-private"]);
  expect(failed.map(({ rule: { id }, enforcement }) => [id, enforcement])).toEqual([
    ["database-private", "mandatory"],
    ["teardown-stated", "advisory"],
  ]);
  expect(waived.map(({ finding, waiver }) => [finding.rule.id, waiver.owner, waiver.reason, waiver.expires])).toEqual([
    ["deletion-protection", "ada@example.com", "Teardown: The project ended.", "2026-11-20"],
  ]);
});

test("the day after, it accepts nothing and is a mandatory finding", () => {
  const { failed, waived } = run("2026-11-21", ["deletion-protection"]);
  expect(failed.map(({ rule: { id }, enforcement }) => [id, enforcement])).toEqual([
    ["deletion-protection", "mandatory"],
    ["teardown-expired", "mandatory"],
  ]);
  expect(waived).toEqual([]);
});

test("a waiver for the same finding counts as used", () => {
  const { failed, waived } = run(
    "2026-11-20",
    ["deletion-protection"],
    [{ rule: "deletion-protection", resource: "aws_db_instance.one" }],
  );
  expect(failed.map(({ rule: { id } }) => id)).toEqual(["teardown-stated"]);
  expect(waived.map(({ waiver }) => waiver.owner)).toEqual(["bob@example.com"]);
});
