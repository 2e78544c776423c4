import { type ReviewResult, review } from "../../../../src/review";
import { sideBySide } from "../../../../src/review/report/html/side-by-side";
import { costTreemap } from "../../../../src/review/report/html/treemap";
import { NO_USAGE } from "../../cost/estimate";

function result(name: string, resource: object): ReviewResult {
  const json = { provider: { aws: [{ region: "us-east-1" }] }, resource };
  const policy = { name, strictness: "dev", budgetUsd: undefined, waivers: [] } as const;
  return review([{ name: "stack", json }], { policy, usage: NO_USAGE, today: "2026-11-01" });
}

const costOf = (resource: object) => result("x", resource).cost;

const NAT = { aws_nat_gateway: { a: {} } };
const KEY = { aws_kms_key: { a: {} } };

describe("the treemap of a bill", () => {
  test("gives every item an area in proportion to its cost", () => {
    // A gateway 32.85, three keys 3.00: 10.95 times as much.
    const picture = costTreemap(costOf({ ...NAT, aws_kms_key: { a: {}, b: {}, c: {} } }))?.text ?? "";
    const areas = [...picture.matchAll(/<rect class="ground" x="\d+" y="\d+" width="(\d+)" height="(\d+)"/g)].map(
      ([, width, height]) => Number(width) * Number(height),
    );
    expect(areas).toHaveLength(2);
    expect((areas[0] ?? 0) / (areas[1] ?? 1)).toBeGreaterThan(9);
    expect((areas[0] ?? 0) / (areas[1] ?? 1)).toBeLessThan(13);
    expect(picture).toContain("<title>NAT gateway: 32.85 USD a month</title>");
  });

  test("is left out if nothing has a cost", () => {
    expect(costTreemap(costOf({ aws_vpc: { a: {} } }))).toBeUndefined();
  });
});

describe("the table that compares environments", () => {
  test("shows each part's cost per environment, and a dash if there is none", () => {
    const table = sideBySide([result("a", NAT), result("b", { ...NAT, ...KEY })])?.text ?? "";
    const cells = [...table.matchAll(/<t[hd][^>]*>([^<]*)<\/t[hd]>/g)].map(([, text]) => text);
    expect(cells).toEqual([
      "Part",
      "a",
      "b",
      "aws_nat_gateway",
      "32.85",
      "32.85",
      "aws_kms_key",
      "–",
      "1.00",
      "Expected",
      "32.85",
      "33.85",
    ]);
  });

  test("is left out for a single environment", () => expect(sideBySide([result("a", NAT)])).toBeUndefined());
});
