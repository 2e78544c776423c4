import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf, runCli } from "../run-cli";

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

/** Reviews a bucket with the settings of the file. */
function reviewed(yaml: string) {
  const folder = folderOf({ "main.tf.json": CODE });
  const config = join(folder, "guardrails.yaml");
  writeFileSync(config, yaml);
  return runCli("review", join(folder, "main.tf.json"), "--config", config, "--format", "json");
}

test("waives the named finding and no other", () => {
  const { output } = reviewed(`waivers:${WAIVER}`);
  const [environment] = JSON.parse(output).environments;
  expect(environment.guardrails.waived.map(({ rule }: { rule: string }) => rule)).toEqual(["deletion-protection"]);
  expect(environment.guardrails.failed.length).toBeGreaterThan(0);
});

test("sets the strictness and the budget", () => {
  const [environment] = JSON.parse(reviewed("strictness: dev\nbudgetUsd: 12.5\n").output).environments;
  expect([environment.strictness, environment.budgetUsd]).toEqual(["dev", 12.5]);
});

test("all its problems are reported at once, and nothing is reviewed", () => {
  const { status, output, errors } = reviewed(`
strictnes: prod
budgetUsd: -1
waivers:
  - rule: deletion-protection
    resource: "*"
    reason: ok
    owner: ada
    expires: 2026-02-30
`);
  expect([status, output]).toEqual([2, ""]);
  for (const text of ["strictnes", "Did you mean strictness?", "budgetUsd", "not * alone", "at least 20 characters"])
    expect(errors).toContain(text);
  expect(errors).toContain("a date that exists");
  expect(errors).toMatch(/6 problems/);
});

test("a waiver of an unknown rule is rejected", () => {
  const { status, errors } = reviewed(`waivers:${WAIVER.replace("deletion-protection", "deletion-protecton")}`);
  expect(status).toBe(2);
  expect(errors).toContain("Did you mean deletion-protection?");
});

test("invalid YAML is reported with its position", () => {
  const { status, errors } = reviewed("waivers: [\n  {");
  expect(status).toBe(2);
  expect(errors).toMatch(/guardrails\.yaml:\d+:\d+/);
});

test("a file passed with --config has to exist", () => {
  const folder = folderOf({ "main.tf.json": CODE });
  const { status, errors } = runCli("review", join(folder, "main.tf.json"), "--config", join(folder, "none.yaml"));
  expect(status).toBe(2);
  expect(errors).toContain("Pass a file that exists.");
});

describe("usage", () => {
  test("sets the stored data of each bucket", () => {
    const [environment] = JSON.parse(reviewed("usage:\n  bucketStorageGb:\n    features: 1000\n").output).environments;
    const stored = environment.cost.lines.find(({ item }: { item: string }) => item === "object storage standard");
    // 1,000 × 0.023
    expect(stored.monthly).toBe("23.00");
  });

  test("of a bucket that does not exist is rejected: it would silently make the estimate too low", () => {
    const { status, errors } = reviewed("usage:\n  bucketStorageGb:\n    featurs: 1000\n");
    expect(status).toBe(2);
    expect(errors).toContain("usage.bucketStorageGb.featurs");
    expect(errors).toContain("the last part of one of acme-features");
  });

  test("with a negative value or an unknown key is rejected", () => {
    const { status, errors } = reviewed("usage:\n  natGb: -5\n  natgb: 5\n");
    expect(status).toBe(2);
    expect(errors).toContain("a number of GB, 0 or more");
    expect(errors).toContain("natgb");
  });
});
