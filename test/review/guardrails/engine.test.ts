import { runGuardrails } from "../../../src/review/guardrails";
import type { Rule } from "../../../src/review/guardrails/rule";
import { type Resource, ResourceGraph } from "../../../src/review/model";

const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { resource: { aws_vpc: { one: {}, two: {} } } } }]);

const rule: Rule = {
  id: "no-networks",
  title: "There are no networks",
  why: "",
  remedy: "Remove it.",
  severity: "high",
  area: "security",
  enforcement: { dev: "advisory", staging: "mandatory", prod: "mandatory" },
  link: "",
  resourceTypes: ["aws_vpc"],
  check: () => [{ kind: "fail", message: "It is a network." }],
  examples: { pass: {}, fail: {} },
};

const options = { strictness: "prod", today: "2026-11-01", rules: [rule] } as const;

const waiver = {
  rule: "no-networks",
  resource: "aws_vpc.one",
  reason: "The office still needs it until the move.",
  owner: "ml@example.com",
  expires: "2026-12-31",
};

test("a finding names rule, enforcement and resource", () => {
  const { failed } = runGuardrails(graph, { ...options, waivers: [] });
  expect(failed.map(({ address, enforcement }) => [address, enforcement])).toEqual([
    ["aws_vpc.one", "mandatory"],
    ["aws_vpc.two", "mandatory"],
  ]);
});

test("enforcement follows the tier", () => {
  const { failed } = runGuardrails(graph, { ...options, strictness: "dev", waivers: [] });
  expect(failed.every(({ enforcement }) => enforcement === "advisory")).toBe(true);
});

test("a waiver covers its resource and no other", () => {
  const { failed, waived } = runGuardrails(graph, { ...options, waivers: [waiver] });
  expect(failed.map(({ address }) => address)).toEqual(["aws_vpc.two"]);
  expect(waived.map(({ finding, waiver: by }) => [finding.address, by.owner])).toEqual([
    ["aws_vpc.one", "ml@example.com"],
  ]);
});

test.each([
  ["*", 2],
  ["aws_vpc.*", 2],
  ["*.two", 1],
  ["aws_*.o*e", 1],
  ["aws_vpc", 0],
  ["aws_vpc.o*n*e*e", 0],
])("the pattern %s matches %d", (resource, count) => {
  const { waived } = runGuardrails(graph, { ...options, waivers: [{ ...waiver, resource }] });
  expect(waived).toHaveLength(count);
});

test("an expired waiver covers nothing and is itself a finding", () => {
  const { failed, waived } = runGuardrails(graph, { ...options, waivers: [{ ...waiver, expires: "2026-10-31" }] });
  expect(waived).toEqual([]);
  expect(failed.map(({ rule: { id } }) => id)).toEqual(["no-networks", "no-networks", "waiver-expired"]);
});

test("a waiver is valid on its last day", () => {
  const { waived } = runGuardrails(graph, { ...options, waivers: [{ ...waiver, expires: "2026-11-01" }] });
  expect(waived).toHaveLength(1);
});

test("a waiver that matches nothing is a finding", () => {
  const { failed } = runGuardrails(graph, { ...options, waivers: [{ ...waiver, resource: "aws_vpc.three" }] });
  expect(failed.map(({ rule: { id } }) => id)).toContain("waiver-unused");
});

test("a rule that throws is a finding, not a pass", () => {
  const broken: Rule = {
    ...rule,
    check: () => {
      throw new Error("out of order");
    },
  };
  const { failed, passed } = runGuardrails(graph, { ...options, rules: [broken], waivers: [] });
  expect(passed).toBe(0);
  expect(failed.map(({ message }) => message)).toEqual(Array(2).fill("The rule itself failed: out of order"));
});

describe("destructive changes", () => {
  const change = { actions: ["delete"], before: {}, after: undefined, replacePaths: [] } as const;
  const gone: Resource = {
    address: "aws_vpc.one",
    mode: "deleted",
    type: "aws_vpc",
    name: "one",
    stack: "stack",
    constructPath: undefined,
    body: {},
    change,
  };
  const plan = new ResourceGraph([
    { name: "stack", backend: undefined, providers: {}, written: new Map(), resources: [gone] },
  ]);
  const kept: Rule = { ...rule, id: "networks-kept", area: "change-safety", on: "change" };
  const approval = {
    address: "aws_vpc.one",
    reason: "The office moved, and nothing is left in it.",
    approver: "ml@example.com",
    expires: "2026-11-05",
  };
  const run = (extra: object, looked = plan) =>
    runGuardrails(looked, { ...options, rules: [kept], waivers: [], ...extra });

  test("fail until they are approved by address", () => {
    expect(run({}).failed.map(({ address }) => address)).toEqual(["aws_vpc.one"]);
    const { failed, approved } = run({ approvals: [approval] });
    expect(failed).toEqual([]);
    expect(approved.map(({ finding, approval: by }) => [finding.address, by.approver])).toEqual([
      ["aws_vpc.one", "ml@example.com"],
    ]);
  });

  test("can't be waived", () => {
    const { failed, waived } = run({ waivers: [{ ...waiver, rule: "networks-kept" }] });
    expect(waived).toEqual([]);
    expect(failed.map(({ rule: { id } }) => id)).toEqual(["networks-kept", "waiver-unused"]);
    expect(failed[1]?.message).toContain("approved individually");
  });

  test("need a new approval after the old one expires", () => {
    const { failed } = run({ approvals: [{ ...approval, expires: "2026-10-31" }] });
    expect(failed.map(({ rule: { id } }) => id)).toEqual(["networks-kept", "approval-expired"]);
  });

  test("that don't occur make their approval a finding, in a plan only", () => {
    const other = [{ ...approval, address: "aws_vpc.two" }];
    expect(run({ approvals: other }).failed.map(({ rule: { id } }) => id)).toContain("approval-unused");
    expect(run({ approvals: other }, graph).failed).toEqual([]);
  });
});
