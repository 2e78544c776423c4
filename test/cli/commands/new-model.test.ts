import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { temporaryFolder } from "../../temporary-folder";
import { runCli } from "../run-cli";

const ENVIRONMENTS = join(__dirname, "../../../environments");

const newFolder = () => temporaryFolder("models");

const newModel = (directory: string, name: string, ...more: readonly string[]) =>
  runCli("new", "model", name, "--environments", ENVIRONMENTS, "--directory", directory, ...more);

test("writes the files that Argo CD deploys, for every environment that declares the model", () => {
  const folder = newFolder();
  const { status, output } = newModel(folder, "fraud-detection");
  expect(status).toBe(0);
  expect(output.trim().split("\n")).toHaveLength(18);
  expect(readdirSync(join(folder, "models")).sort()).toEqual(
    ["aws", "google"].flatMap((cloud) => ["dev", "prod", "staging"].map((name) => `${cloud}-${name}`)),
  );
  const endpoint = parse(readFileSync(join(folder, "models/aws-prod/fraud-detection/endpoint.yaml"), "utf8"));
  expect(endpoint).toMatchObject({
    kind: "InferenceService",
    metadata: { name: "fraud-detection", namespace: "fraud" },
  });
});

test("keeps the release when the declaration changes", () => {
  const folder = newFolder();
  newModel(folder, "fraud-detection", "--env", "aws-prod", "--version-folder", "7");
  const release = join(folder, "models/aws-prod/fraud-detection/release.yaml");
  const endpoint = join(folder, "models/aws-prod/fraud-detection/endpoint.yaml");
  expect(readFileSync(release, "utf8")).toContain("s3://acme-prod-models/fraud/fraud-detection/7");
  writeFileSync(release, "released: by someone\n");
  writeFileSync(endpoint, "old\n");
  newModel(folder, "fraud-detection", "--env", "aws-prod");
  expect(readFileSync(release, "utf8")).toBe("released: by someone\n");
  expect(readFileSync(endpoint, "utf8")).toContain("InferenceService");
});

test("an undeclared name is rejected with a suggestion, and nothing is written", () => {
  const folder = newFolder();
  const { status, errors } = newModel(folder, "fraud-detecton");
  expect(status).toBe(2);
  expect(errors).toContain('Did you mean "fraud-detection"?');
  expect(errors).toContain("nothing was written");
  expect(existsSync(join(folder, "models"))).toBe(false);
});

test("a version outside the model's folder is rejected", () => {
  const { status, errors } = newModel(newFolder(), "fraud-detection", "--version-folder", "../other");
  expect(status).toBe(2);
  expect(errors).toContain("--version-folder");
});

test("the files of the shipped environments are up to date", () => {
  const folder = newFolder();
  newModel(folder, "fraud-detection");
  const shipped = join(__dirname, "../../../models");
  for (const name of readdirSync(shipped)) {
    for (const file of ["endpoint.yaml", "kustomization.yaml"]) {
      const path = join(name, "fraud-detection", file);
      expect(readFileSync(join(shipped, path), "utf8")).toBe(readFileSync(join(folder, "models", path), "utf8"));
    }
  }
});
