import fc from "fast-check";
import { type Resource, ResourceGraph, shapeFaults } from "../../../src/review/model";
import { parseExpression } from "../../../src/review/model/expression";
import { isPlain, splitTemplate, templateOf, textOf } from "../../../src/review/model/template";
import { recordedPlan } from "./recorded-plan";

const DEEP = 10_000;

/** Reads it and queries everything that rules query; the faults if it can't be read. */
function askEverything(json: Record<string, unknown>): number {
  if (shapeFaults(json).length > 0) return 0;
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json }]);
  for (const resource of graph.resources) {
    for (const key of Object.keys(resource.body)) {
      graph.attribute(resource, key);
      graph.attribute(resource, `${key}.a.0.b`);
      graph.blocks(resource, key);
      graph.references(resource, key);
    }
    graph.referrers(resource);
    graph.changesOf(resource.type);
  }
  return graph.resources.length;
}

function codeWith(value: unknown): Record<string, unknown> {
  return { resource: { a_b: { subject: { value } } } };
}

function valueIn(graph: ResourceGraph) {
  const [subject] = graph.ofType("a_b") as readonly [Resource];
  return graph.attribute(subject, "value");
}

/** Parts of expressions and of the text around them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        ...'${ } %{ $${ %%{ " \\ [ ] ( ) . , = ? : ! && aws_s3_bucket.b.bucket local.a var.b data. module. each'.split(
          " ",
        ),
      ),
      fc.constantFrom("__proto__", "constructor", "jsonencode(", "for x in", "\n", "\u0000", "\uE0000\uE001", "'", "`"),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(""));

test("any text is read without a crash, in code and in embedded documents", () => {
  fc.assert(
    fc.property(hostile, hostile, (text, other) => {
      askEverything({
        locals: { a: other, [text]: other },
        variable: { b: { default: text } },
        resource: {
          a_b: { [text]: { value: text, list: [other, text], [other]: { nested: text } } },
          aws_s3_bucket: { b: { bucket: other } },
          helm_release: {
            r: {
              values: [text, `{"manifests": [{"kind": "Pod", "x": ${text}}]}`],
              set: [{ name: text, value: other }],
            },
          },
          kubectl_manifest: { m: { yaml_body: text } },
        },
        data: { aws_iam_policy_document: { d: { statement: [{ actions: [text], sid: other }] } } },
      });
    }),
  );
});

test("an expression that can't be parsed doesn't crash", () => {
  fc.assert(fc.property(hostile, (source) => void parseExpression(source)));
});

test("the parts of a template join to the template", () => {
  fc.assert(
    fc.property(hostile, (template) => {
      const parts = splitTemplate(template) ?? [];
      const length = parts.reduce((sum, part) => sum + ("text" in part ? part.text.length : part.expression.length), 0);
      expect(length).toBeLessThanOrEqual(template.length);
    }),
  );
});

test("a value of a plan is read as that value, whatever it looks like", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(isPlain(templateOf(text))).toBe(true);
      expect(textOf(templateOf(text))).toBe(text);
      const values = { value: text };
      const resource = { address: "a_b.c", mode: "managed", type: "a_b", name: "c" };
      const json = {
        format_version: "1.2",
        planned_values: { root_module: { resources: [{ ...resource, values }] } },
        resource_changes: [
          { ...resource, change: { actions: ["create"], before: null, after: values, after_unknown: {} } },
        ],
        configuration: { root_module: {} },
      };
      expect(valueIn(ResourceGraph.fromTerraform([{ name: "plan", json }]))).toEqual({ kind: "known", value: text });
    }),
  );
});

/** The document with a different value in one place. */
function changedAt(document: unknown, choices: readonly number[], value: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof document !== "object" || document === null) return value;
  const entries = Object.entries(document);
  if (entries.length === 0) return value;
  const at = choice % entries.length;
  const changed = entries.map(
    ([key, item], index) => [key, index === at ? changedAt(item, rest, value) : item] as const,
  );
  return Array.isArray(document) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

const anywhere = fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 });

test.each([
  ["a plan that creates", recordedPlan("create")],
  ["a plan that changes", recordedPlan("change")],
  [
    "code",
    {
      terraform: { backend: { s3: { bucket: "b" } } },
      provider: { aws: [{ region: "us-east-1" }] },
      variable: { v: { default: "x", sensitive: false } },
      locals: { l: { a: "${var.v}" } },
      data: {
        aws_iam_policy_document: {
          d: { statement: [{ actions: ["a:b"], principals: [{ type: "*", identifiers: ["*"] }] }] },
        },
      },
      resource: {
        a_b: { c: { value: "${local.l.a}", dynamic: { block: { for_each: [1], content: { a: "${block.value}" } } } } },
        helm_release: {
          r: { values: ['{"manifests":[{"kind":"Pod","metadata":{"name":"p"}}]}'], set: [{ name: "a.b", value: "1" }] },
        },
      },
    },
  ],
])("%s with a wrong value anywhere is read, or rejected with its faults", (_, document) => {
  fc.assert(
    fc.property(anywhere, fc.jsonValue(), (path, value) => {
      const changed = changedAt(document, path, value);
      const faults = shapeFaults(changed);
      for (const { found, expected } of faults) expect(found && expected).toBeTruthy();
      if (faults.length === 0) expect(askEverything(changed as Record<string, unknown>)).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

describe("unbounded input", () => {
  function nested(levels: number): unknown {
    let value: unknown = "x";
    for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
    return value;
  }

  test("deep JSON nesting is rejected", () => {
    expect(shapeFaults(codeWith(nested(DEEP)))).toMatchObject([{ found: "deeper nesting" }]);
    expect(shapeFaults(JSON.parse("[".repeat(DEEP * 10) + "]".repeat(DEEP * 10)))).toHaveLength(1);
    expect(shapeFaults(codeWith(nested(300)))).toEqual([]);
  });

  test.each([
    ["brackets", `\${${"(".repeat(DEEP)}1${")".repeat(DEEP)}}`],
    ["lists", `\${${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`],
    ["calls", `\${${"upper(".repeat(DEEP)}"x"${")".repeat(DEEP)}}`],
    ["templates", `${'${"'.repeat(DEEP)}${'"}'.repeat(DEEP)}`],
    ["conditions", `\${${"a ? b : ".repeat(DEEP)}c}`],
    ["operators", `\${${"a || ".repeat(DEEP)}c}`],
    ["decoded JSON", `\${jsondecode("${"[".repeat(DEEP)}${"]".repeat(DEEP)}")}`],
    ["arguments", `\${concat(${"[],".repeat(DEEP * 20)}[])}`],
    ["an open expression", "${".repeat(DEEP)],
    ["half a reference", "${module.a.".repeat(DEEP)],
    ["underscores", `\${${"a_".repeat(DEEP * 10)}!}`],
    ["modules", `\${${"module.a.".repeat(DEEP * 5)}!}`],
    ["keys", `\${${'module.a["'.repeat(DEEP)}!}`],
  ])("%s in an expression stay unknown", (_, value) => {
    const graph = ResourceGraph.fromTerraform([{ name: "stack", json: codeWith(value) }]);
    expect(valueIn(graph).kind).toBe("unknown");
    expect(graph.references(graph.resources[0] as Resource)).toEqual([]);
  });

  test.each([
    ["YAML", "[".repeat(DEEP)],
    ["YAML that closes", `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`],
    ["JSON", `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`],
  ])("%s in the values of a release is not read", (_, text) => {
    expect(
      askEverything({
        resource: {
          helm_release: { r: { values: [text, "manifests: []"], set: [{ name: "a.".repeat(DEEP), value: "x" }] } },
        },
      }),
    ).toBe(1);
  });

  test("locals that grow exponentially stay unknown before they exhaust memory", () => {
    const locals = Object.fromEntries(
      Array.from({ length: 90 }, (_, index) => [
        `l${index}`,
        index === 0 ? "x".repeat(100) : `\${local.l${index - 1}}\${local.l${index - 1}}`,
      ]),
    );
    const lists = Object.fromEntries(
      Array.from({ length: 90 }, (_, index) => [
        `m${index}`,
        index === 0 ? ["x"] : `\${[local.m${index - 1}, local.m${index - 1}]}`,
      ]),
    );
    const graph = ResourceGraph.fromTerraform([
      {
        name: "stack",
        json: {
          locals: { ...locals, ...lists },
          resource: { a_b: { c: { value: "${jsonencode([local.l89, local.m89])}" } } },
        },
      },
    ]);
    expect(valueIn(graph).kind).toBe("unknown");
  });

  test("chains and cycles of locals and resources stay unknown", () => {
    const locals = Object.fromEntries(
      Array.from({ length: DEEP }, (_, index) => [`l${index}`, `\${local.l${index + 1}}`]),
    );
    const chained = Object.fromEntries(
      Array.from({ length: DEEP }, (_, index) => [
        `r${index}`,
        { value: `\${a_b.r${(index + 1) % DEEP}.value}\${a_b.r${(index + 2) % DEEP}.value}` },
      ]),
    );
    const json = { locals, resource: { a_b: { ...chained, last: { value: "${local.l0}" } } } };
    const graph = ResourceGraph.fromTerraform([{ name: "stack", json }]);
    for (const resource of graph.resources) expect(graph.attribute(resource, "value").kind).toBe("unknown");
  });

  test("modules of a plan with circular inputs and outputs", () => {
    const plan = {
      format_version: "1.2",
      planned_values: {
        root_module: {
          child_modules: [
            {
              address: "module.m",
              resources: [{ address: "module.m.a_b.c", mode: "managed", type: "a_b", name: "c" }],
            },
          ],
        },
      },
      resource_changes: [
        {
          address: "module.m.a_b.c",
          type: "a_b",
          name: "c",
          change: { actions: ["create"], before: null, after: {}, after_unknown: { value: true } },
        },
      ],
      configuration: {
        root_module: {
          module_calls: {
            m: {
              expressions: { in: { references: ["module.m.out", "module.m"] } },
              module: {
                outputs: { out: { expression: { references: ["var.in"] } } },
                resources: [
                  {
                    address: "a_b.c",
                    mode: "managed",
                    type: "a_b",
                    name: "c",
                    expressions: { value: { references: ["var.in"] } },
                  },
                ],
              },
            },
          },
        },
      },
    };
    expect(valueIn(ResourceGraph.fromTerraform([{ name: "plan", json: plan }])).kind).toBe("unknown");
  });

  test("50,000 resources are all read, with their references", () => {
    const count = 25_000;
    const named = (body: (index: number) => object) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, body(index)]));
    const resource = {
      aws_kms_key: named(() => ({ tags: "${local.tags}" })),
      aws_db_instance: named((index) => ({ kms_key_id: `\${aws_kms_key.r${index}.arn}` })),
    };
    const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { locals: { tags: { a: "b" } }, resource } }]);
    expect(graph.resources).toHaveLength(2 * count);
    for (const key of graph.ofType("aws_kms_key")) expect(graph.referrers(key)).toHaveLength(1);
  });
});

test("keys with JavaScript property names are ordinary keys", () => {
  const json = JSON.parse(
    '{"locals":{"__proto__":{"a":1}},"resource":{"__proto__":{"x":{}},"a_b":{"__proto__":{"value":"${local.__proto__.a}"},"c":{"__proto__":{"polluted":true},"constructor":"x"}}}}',
  );
  const graph = ResourceGraph.fromTerraform([{ name: "__proto__", json }]);
  expect(graph.resources.map(({ address }) => address)).toEqual(["__proto__.x", "a_b.__proto__", "a_b.c"]);
  const [first, second] = graph.ofType("a_b") as readonly [Resource, Resource];
  expect(graph.attribute(first, "value")).toEqual({ kind: "known", value: 1 });
  expect(graph.attribute(second, "constructor")).toEqual({ kind: "known", value: "x" });
  expect(graph.attribute(second, "toString")).toEqual({ kind: "absent" });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});
