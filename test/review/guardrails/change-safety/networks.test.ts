import type { PlannedChange } from "../../../../src/review/guardrails/plan-example";
import { replaced, rule, verdicts } from "./planned";

describe("networks", () => {
  const cluster = {
    type: "aws_eks_cluster",
    actions: ["no-op"],
    before: { vpc_config: [{ subnet_ids: ["subnet-1"] }] },
    after: {},
  } as const;

  test("a network in use by a cluster names it", () => {
    expect(verdicts(rule("network-kept"), [replaced("aws_subnet", { id: "subnet-1" }, "cidr_block"), cluster])).toEqual(
      ["fail aws_subnet.main: It is replaced because cidr_block changes. In use by: aws_eks_cluster.main."],
    );
  });

  test("a network without known users is undecided", () => {
    expect(verdicts(rule("network-kept"), [replaced("aws_subnet", { id: "subnet-2" }, "cidr_block"), cluster])).toEqual(
      [expect.stringMatching(/^undecided/)],
    );
  });

  test("routes and tags don't count as users", () => {
    const route = {
      type: "aws_route_table_association",
      actions: ["no-op"],
      before: { subnet_id: "subnet-1" },
      after: {},
    } as const;
    const tagged = {
      type: "aws_eks_cluster",
      actions: ["no-op"],
      before: { tags: { subnet: "subnet-1" } },
      after: {},
    } as const;
    expect(verdicts(rule("network-kept"), [replaced("aws_subnet", { id: "subnet-1" }, "x"), route, tagged])).toEqual([
      expect.stringMatching(/^undecided/),
    ]);
  });

  test("ten thousand subnets with as many machines are checked quickly", () => {
    const many = Array.from({ length: 10_000 }, (_, index): PlannedChange[] => [
      { type: "aws_subnet", name: `s${index}`, actions: ["delete"], before: { id: `subnet-${index}` } },
      {
        type: "aws_instance",
        name: `i${index}`,
        actions: ["no-op"],
        before: { subnet_id: `subnet-${index}` },
        after: {},
      },
    ]).flat();
    expect(verdicts(rule("network-kept"), many)).toHaveLength(10_000);
  });
});
