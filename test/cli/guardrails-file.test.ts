import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf, runCli } from "./run-cli";

const CODE = {
  provider: { aws: [{ region: "us-east-1" }] },
  resource: { aws_s3_bucket: { features: { bucket: "acme-features", force_destroy: true } } },
};

const WAIVER = `
  - rule: deletion-protection
    resource: aws_s3_bucket.features
    reason: Features are computed again within the hour.
    owner: features@example.com
    expires: 2026-12-31
`;

/** Reviews a bucket with what the file says. */
function reviewed(yaml: string) {
  const folder = folderOf({ "main.tf.json": CODE });
  const config = join(folder, "guardrails.yaml");
  writeFileSync(config, yaml);
  return runCli("review", join(folder, "main.tf.json"), "--config", config, "--format", "json");
}

test("waives what it names, and nothing else", () => {
  const { output } = reviewed(`waivers:${WAIVER}`);
  const [environment] = JSON.parse(output).environments;
  expect(environment.guardrails.waived.map(({ rule }: { rule: string }) => rule)).toEqual(["deletion-protection"]);
  expect(environment.guardrails.failed.length).toBeGreaterThan(0);
});

test("says how strict, and what it may cost", () => {
  const [environment] = JSON.parse(reviewed("strictness: dev\nbudgetUsd: 12.5\n").output).environments;
  expect([environment.strictness, environment.budgetUsd]).toEqual(["dev", 12.5]);
});

test("everything that is wrong in it is said at once, and nothing is reviewed", () => {
  const { status, output, errors } = reviewed(`
strictnes: prod
budgetUsd: -1
waivers:
  - rule: deletion-protection
    resource: "*"
    reason: ok
    owner: nobody
    expires: 2026-02-30
`);
  expect([status, output]).toEqual([2, ""]);
  for (const text of ["strictnes", "Did you mean strictness?", "budgetUsd", "not * alone", "at least 20 characters"])
    expect(errors).toContain(text);
  expect(errors).toContain("a date that exists");
  expect(errors).toMatch(/6 problems/);
});

test("a rule that nobody knows is no waiver", () => {
  const { status, errors } = reviewed(`waivers:${WAIVER.replace("deletion-protection", "deletion-protecton")}`);
  expect(status).toBe(2);
  expect(errors).toContain("Did you mean deletion-protection?");
});

test("what is no YAML is told with its place", () => {
  const { status, errors } = reviewed("waivers: [\n  {");
  expect(status).toBe(2);
  expect(errors).toMatch(/guardrails\.yaml:\d+:\d+/);
});

test("a file that was named has to be there", () => {
  const folder = folderOf({ "main.tf.json": CODE });
  const { status, errors } = runCli("review", join(folder, "main.tf.json"), "--config", join(folder, "none.yaml"));
  expect(status).toBe(2);
  expect(errors).toContain("Name a file that exists.");
});

describe("usage", () => {
  test("says what code can't tell, bucket by bucket", () => {
    const [environment] = JSON.parse(reviewed("usage:\n  bucketStorageGb:\n    features: 1000\n").output).environments;
    const stored = environment.cost.lines.find(({ item }: { item: string }) => item === "object storage standard");
    // 1,000 × 0.023
    expect(stored.monthly).toBe("23.00");
  });

  test("of a bucket that isn't there is refused: the bill would be too small without a word", () => {
    const { status, errors } = reviewed("usage:\n  bucketStorageGb:\n    featurs: 1000\n");
    expect(status).toBe(2);
    expect(errors).toContain("usage.bucketStorageGb.featurs");
    expect(errors).toContain("the end of one of acme-features");
  });

  test("below nothing, or under a name that is none, is refused", () => {
    const { status, errors } = reviewed("usage:\n  natGb: -5\n  natgb: 5\n");
    expect(status).toBe(2);
    expect(errors).toContain("a number of GB, 0 or more");
    expect(errors).toContain("natgb");
  });
});
