import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { App, TerraformStack } from "../../src/framework/terraform";
import type { Rule } from "../../src/review";
import { matchers } from "../../src/testing";
import "../../src/testing/jest";

const TODAY = "2026-11-01";

/** A team's own rule, in ten lines. */
const teamPrefix: Rule = {
  id: "team-prefix",
  title: "Bucket names start with the team's prefix",
  why: "Other buckets are hard to find.",
  remedy: "Start the name with acme-.",
  severity: "low",
  area: "cost",
  enforcement: { dev: "mandatory", staging: "mandatory", prod: "mandatory" },
  link: "https://example.com/naming",
  resourceTypes: ["aws_s3_bucket"],
  check: ({ body }) =>
    String(body.bucket).startsWith("acme-")
      ? [{ kind: "pass" }]
      : [{ kind: "fail", message: "The prefix is missing." }],
  examples: { pass: {}, fail: {} },
};

function stackWith(bucket: string): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: "/tmp/never-written" }), "features");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new S3Bucket(stack, "bucket", { bucket, forceDestroy: true });
  return stack;
}

test("a stack's violations show the rule, the resource, the construct and the fix", () => {
  const { pass, message } = matchers.toComplyWith(stackWith("acme-x"), { today: TODAY });
  expect(pass).toBe(false);
  expect(message()).toMatch(/high deletion-protection: Resources with state are protected from accidental deletion/);
  expect(message()).toMatch(
    /at features aws_s3_bucket\.bucket \(features\/bucket\): Deleting it also deletes its contents/,
  );
  expect(message()).toMatch(/fix: Set deletion_protection = true/);
});

test("a single rule can be checked, given as its id or the rule itself", () => {
  const stack = stackWith("other");
  expect(stack).not.toPassRule("deletion-protection", { today: TODAY });
  expect(stack).toPassRule("deletion-protection", { today: TODAY, strictness: "dev" });
  expect(stack).not.toPassRule(teamPrefix, { today: TODAY });
  expect(stackWith("acme-x")).toPassRule(teamPrefix, { today: TODAY });
});

test("an unknown rule is an error", () => {
  expect(() => matchers.toPassRule(stackWith("x"), "no-such-rule")).toThrow("Unknown rule no-such-rule");
});

test("your own rules and waivers are added to the built-in ones", () => {
  const code = {
    name: "stack",
    json: { resource: { aws_s3_bucket_versioning: {}, aws_s3_bucket: { a: { bucket: "x" } } } },
  };
  const found = matchers.toComplyWith(code, { today: TODAY, rules: [teamPrefix] });
  expect(found.message()).toContain("team-prefix");
  const waiver = {
    rule: "team-prefix",
    resource: "aws_s3_bucket.a",
    reason: "Older than the rule",
    owner: "a@example.com",
    expires: "2026-12-31",
  };
  expect(matchers.toComplyWith(code, { today: TODAY, rules: [teamPrefix], waivers: [waiver] }).message()).not.toContain(
    "team-prefix",
  );
});

test("compliant code passes, and its negation fails", () => {
  const code = {
    name: "stack",
    json: { terraform: { required_version: ">= 1.11.0", backend: { gcs: { bucket: "state" } } } },
  };
  expect(code).toComplyWith({ today: TODAY });
  expect(() => expect(code).not.toComplyWith({ today: TODAY })).toThrow(
    "Expected a mandatory finding, but there is none.",
  );
});
