import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonReport, type ReviewResult, review, terminalReport } from "../../../src/review";
import { NO_USAGE } from "../cost/estimate";

/** A small environment with everything that a report shows: findings, a waiver, an unknown, priced and unpriced lines. */
const RESULT: ReviewResult = review(
  [
    {
      name: "aws-demo",
      json: {
        terraform: {
          backend: { local: { path: "terraform.tfstate" } },
          required_providers: { aws: { version: "6.25.0" } },
        },
        provider: { aws: [{ region: "us-east-1", default_tags: [{ tags: { environment: "demo" } }] }] },
        resource: {
          aws_nat_gateway: { out: { "//": { metadata: { path: "aws-demo/network/nat" } } } },
          aws_db_instance: {
            main: {
              engine: "postgres",
              instance_class: "db.t4g.medium",
              allocated_storage: 20,
              storage_type: "gp3",
              publicly_accessible: true,
              storage_encrypted: "${var.encrypted}",
            },
          },
          aws_redshift_cluster: { facts: {} },
        },
      },
    },
  ],
  {
    policy: {
      name: "aws-demo",
      strictness: "staging",
      budgetUsd: 50,
      waivers: [
        {
          rule: "state-remote",
          resource: "terraform",
          reason: "A demonstration environment",
          owner: "ml@example.com",
          expires: "2026-12-31",
        },
      ],
    },
    usage: { ...NO_USAGE, natGb: 10 },
    today: "2026-11-01",
  },
);

/** Golden files are reviewed in a diff; `UPDATE_GOLDEN=1 npm test` updates them. */
function expectGolden(name: string, text: string): void {
  const file = join(__dirname, "golden", name);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
}

test("the terminal shows findings by severity with place and remedy, then the bill", () => {
  const text = terminalReport([RESULT]);
  expect(text).toContain("aws-demo (staging): 1 stack, 3 resources");
  expect(text).toContain("at aws-demo aws_db_instance.main (publicly_accessible)");
  expect(text).toContain("waived 1× state-remote until 2026-12-31 by ml@example.com");
  expect(text).toContain("Unpriced: 1");
  expect(text.indexOf("critical")).toBeLessThan(text.indexOf("medium"));
  expectGolden("terminal.txt", text);
});

test("colors are optional", () => {
  expect(terminalReport([RESULT])).not.toContain("\u001b[");
  expect(terminalReport([RESULT], { color: true })).toContain("\u001b[");
});

test("--details shows each line with its address", () => {
  expectGolden("terminal-details.txt", terminalReport([RESULT], { details: true }));
});

test("JSON has the same content, with amounts as exact strings", () => {
  const text = jsonReport([RESULT]);
  const [environment] = JSON.parse(text).environments;
  expect(environment.cost.expected).toBe(RESULT.cost.monthly.toFixed(2));
  expect(environment.guardrails.failed).toHaveLength(RESULT.failed.length);
  expect(environment.guardrails.waived[0].waiver.owner).toBe("ml@example.com");
  expectGolden("report.json", text);
});
