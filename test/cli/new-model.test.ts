import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { temporaryFolder } from "../temporary-folder";
import { folderOf, runCli } from "./run-cli";

const ENVIRONMENTS = join(__dirname, "../../environments");

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
  const shipped = join(__dirname, "../../models");
  for (const name of readdirSync(shipped)) {
    for (const file of ["endpoint.yaml", "kustomization.yaml"]) {
      const path = join(name, "fraud-detection", file);
      expect(readFileSync(join(shipped, path), "utf8")).toBe(readFileSync(join(folder, "models", path), "utf8"));
    }
  }
});

describe("trace", () => {
  const STATEMENT = {
    _type: "https://in-toto.io/Statement/v1",
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        externalParameters: { model: { uri: "s3://acme-prod-models/fraud/fraud-detection/1" } },
        resolvedDependencies: [
          { uri: "git+https://github.com/acme/fraud@refs/heads/main", digest: { gitCommit: "abc123" } },
          // Data has no URI; this is the name that the delivery program gives it.
          { name: "data:data/transactions.parquet", digest: { dvcMd5: "def456" } },
        ],
      },
      runDetails: { builder: { id: "https://pipelines.prod.ml.example.com" }, metadata: { invocationId: "run-7" } },
    },
  };

  const trace = (...more: readonly string[]) =>
    runCli(
      ...["trace", "fraud-detection", "--environments", ENVIRONMENTS, "--env", "aws-prod"],
      ...["--directory", join(__dirname, "../.."), ...more],
    );

  const statement = (content: object) => join(folderOf({ "statement.json": content }), "statement.json");

  test("leads from the endpoint to run, code and data", () => {
    const { status, output } = trace("--statement", statement(STATEMENT));
    expect(status).toBe(0);
    for (const part of ["s3://acme-prod-models/fraud/fraud-detection/1", "run-7", "gitCommit:abc123"])
      expect(output).toContain(part);
    expect(output).toContain("data:data/transactions.parquet dvcMd5:def456");
  });

  test("reads a statement in a DSSE envelope", () => {
    const payload = Buffer.from(JSON.stringify(STATEMENT)).toString("base64");
    const { output } = trace("--statement", statement({ payload, signatures: [] }), "--format", "json");
    expect(JSON.parse(output).traces[0].provenance.run).toBe("run-7");
  });

  test("a statement about another version exits with status 1", () => {
    const other = JSON.parse(JSON.stringify(STATEMENT).replace("fraud-detection/1", "fraud-detection/2"));
    const { status, output } = trace("--statement", statement(other));
    expect(status).toBe(1);
    expect(output).toContain("another version");
  });

  test("a file that is not a statement is rejected", () => {
    const { status, errors } = trace("--statement", statement({ some: "thing" }));
    expect(status).toBe(2);
    expect(errors).toContain("an SLSA provenance statement");
  });

  test("a model that was never released is rejected", () => {
    const { status, errors } = runCli(
      ...["trace", "fraud-detection", "--environments", ENVIRONMENTS, "--directory", newFolder()],
    );
    expect(status).toBe(2);
    expect(errors).toContain("mlops new model fraud-detection");
  });
});
