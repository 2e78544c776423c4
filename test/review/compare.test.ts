import { compare, ResourceGraph, type ReviewOptions, reviewGraph } from "../../src/review";
import { NO_USAGE } from "./cost/estimate";

const OPTIONS: ReviewOptions = {
  policy: { name: "demo", strictness: "prod", budgetUsd: undefined, waivers: [] },
  usage: NO_USAGE,
  today: "2026-11-01",
};

function reviewed(resource: object, waivers = OPTIONS.policy.waivers) {
  const json = { provider: { aws: [{ region: "us-east-1" }] }, resource };
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json: JSON.parse(JSON.stringify(json)) }]);
  return { graph, result: reviewGraph(graph, { ...OPTIONS, policy: { ...OPTIONS.policy, waivers } }) };
}

const bucket = (body: object) => ({ aws_s3_bucket: { models: { bucket: "acme-models", ...body } } });

describe("a change affects", () => {
  const { resources, findings, cost } = compare(
    reviewed({ ...bucket({ force_destroy: true }), aws_nat_gateway: { a: {} } }),
    reviewed({ ...bucket({ force_destroy: false }), aws_nat_gateway: { b: {}, c: {} } }),
  );

  test("resources, by address, with attribute names and never values", () => {
    expect(resources.added.map(({ address }) => address)).toEqual(["aws_nat_gateway.b", "aws_nat_gateway.c"]);
    expect(resources.removed.map(({ address }) => address)).toEqual(["aws_nat_gateway.a"]);
    expect(resources.altered).toEqual([
      { stack: "stack", address: "aws_s3_bucket.models", attributes: ["force_destroy"] },
    ]);
  });

  test("findings", () => {
    expect(findings.mended.map(({ rule, address }) => [rule.id, address])).toContainEqual([
      "deletion-protection",
      "aws_s3_bucket.models",
    ]);
    expect(findings.new.map(({ address }) => address)).toContain("aws_nat_gateway.b");
    expect(findings.new.map(({ rule }) => rule.id)).not.toContain("deletion-protection");
  });

  test("the bill, line by line", () => {
    // One gateway, then two: 730 × 0.045 = 32.85 each
    expect([cost.before.toFixed(2), cost.after.toFixed(2)]).toEqual(["32.85", "65.70"]);
    expect(cost.lines.map(({ address, difference }) => [address, difference.toFixed(2)])).toEqual([
      ["aws_nat_gateway.a", "-32.85"],
      ["aws_nat_gateway.b", "32.85"],
      ["aws_nat_gateway.c", "32.85"],
    ]);
  });
});

test("nothing changes if only the order of keys differs", () => {
  const { resources, findings, cost } = compare(
    reviewed(bucket({ tags: { a: "1", b: "2" } })),
    reviewed(bucket({ tags: { b: "2", a: "1" } })),
  );
  expect(resources).toEqual({ added: [], removed: [], altered: [] });
  expect(findings).toEqual({ new: [], mended: [] });
  expect(cost.lines).toEqual([]);
});

test("a finding that is now waived is accepted, not fixed", () => {
  const waiver = {
    rule: "deletion-protection",
    resource: "aws_s3_bucket.models",
    reason: "Only tests write to it",
    owner: "ml@example.com",
    expires: "2026-12-31",
  };
  const code = bucket({ force_destroy: true });
  const { findings } = compare(reviewed(code), reviewed(code, [waiver]));
  expect(findings.mended).toEqual([]);
});
