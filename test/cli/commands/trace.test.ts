import { join } from "node:path";
import { temporaryFolder } from "../../temporary-folder";
import { folderOf, runCli } from "../run-cli";

const ENVIRONMENTS = join(__dirname, "../../../environments");

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
      ...["--directory", join(__dirname, "../../.."), ...more],
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

  test("a statement about a version other than the running one exits with status 1", () => {
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
      ...["trace", "fraud-detection", "--environments", ENVIRONMENTS, "--directory", temporaryFolder("models")],
    );
    expect(status).toBe(2);
    expect(errors).toContain("mlops new model fraud-detection");
  });
});
