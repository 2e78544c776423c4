import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { folderOf, runCli } from "../run-cli";

/** The dev environment on AWS, with changes. */
function environments(changes: object = {}, team: object = {}): string {
  const { default: input } = require("../../../environments/aws/dev");
  const teams = [{ ...input.platform.teams[0], ...team }];
  return folderOf({ "dev.json": JSON.stringify({ ...input, ...changes, platform: { ...input.platform, teams } }) });
}

const cost = (folder: string, ...args: readonly string[]) => runCli("cost", "--environments", folder, ...args);

test("the terminal shows the cost by stack, its attribution and possible savings", () => {
  const { status, output, errors } = cost(environments());
  expect([status, errors]).toEqual([0, ""]);
  expect(output).toMatch(
    /^aws-dev: \d+\.\d\d USD a month \(\d+\.\d\d to [\d,]+\.\d\d as pools scale\), budget 900\.00/,
  );
  expect(output).toMatch(/\d+\.\d\d fixed, \d+\.\d\d usage-based/);
  expect(output).toMatch(/aws-dev-foundation .* █+/);
  expect(output).toMatch(/MLflow /);
  expect(output).toMatch(/USD per node-hour, used or idle: system 0\.\d+/);
  expect(output).toMatch(/▼ \d+\.\d\d nights-off: /);
});

test("JSON matches its published schema, and the shares add up", () => {
  const { output } = cost(environments(), "--format", "json");
  const schema = JSON.parse(readFileSync(join(__dirname, "../../../src/review/report/cost.schema.json"), "utf8"));
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const bill = JSON.parse(output);
  expect([validate(bill), validate.errors]).toEqual([true, null]);
  const [{ cost: found }] = bill.environments;
  const shares = found.attribution.shares.reduce(
    (sum: number, { monthly }: { monthly: string }) => sum + Number(monthly),
    0,
  );
  expect(Math.abs(shares - Number(found.expected))).toBeLessThan(0.2);
  expect(found.savings.length).toBeGreaterThan(0);
});

test("--base shows the cost of a change line by line", () => {
  const code = (gateways: object) =>
    join(
      folderOf({
        "x.tf.json": { provider: { aws: { region: "us-east-1" } }, resource: { aws_nat_gateway: gateways } },
      }),
      "x.tf.json",
    );
  const { output } = runCli("cost", code({ a: {}, b: {} }), "--base", code({ a: {} }));
  // 32.85 for another gateway; the traffic stays the same and is split between both.
  expect(output).toContain("Change: 55.35 → 88.20, +32.85");
  expect(output).toContain("▲ 32.85 NAT gateway of aws_nat_gateway.b");
  expect(output).toContain("▼ 11.25 NAT data of aws_nat_gateway.a");
});

test("Markdown collapses everything except the table", () => {
  const { output } = cost(environments(), "--format", "markdown");
  expect(output).toMatch(/^<!-- mlops-cost -->\n## Cost\n\n\| Environment \| USD\/month/);
  expect(output).toContain("<details><summary>aws-dev: cost by component</summary>");
  expect(output.length).toBeLessThan(65_000);
});

test("an exceeded budget exits with status 1, also that of a team", () => {
  expect(cost(environments({ budget: { monthlyUsd: 100 } })).status).toBe(1);
  const folder = environments({}, { budgetUsd: 1 });
  expect(cost(folder).status).toBe(1);
  const review = runCli("review", "--environments", folder);
  expect(review.status).toBe(1);
  expect(review.output).toContain("team-budget-exceeded, mandatory");
  expect(review.output).toMatch(
    /at team \S+: The expected cost is [\d,]+\.\d\d USD a month; the team's budget is 1\.00/,
  );
});

test("arbitrary code gets a cost report too, without the attribution of an environment", () => {
  const folder = folderOf({
    "main.tf.json": { provider: { aws: { region: "us-east-1" } }, resource: { aws_nat_gateway: { a: {} } } },
  });
  const { status, output } = runCli("cost", join(folder, "main.tf.json"));
  expect(status).toBe(0);
  expect(output).toContain("aws_nat_gateway");
  expect(output).not.toContain("Purpose");
});
