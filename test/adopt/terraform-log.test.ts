import { readTerraformLog } from "../../src/adopt/terraform-log";

const lines = (...messages: readonly object[]) => messages.map((message) => JSON.stringify(message)).join("\n");

const diagnostic = (summary: string, detail = "", severity = "error") => ({
  type: "diagnostic",
  diagnostic: { severity, summary, detail },
});

test("objects that were read exist; objects that the provider does not find are missing, not errors", () => {
  const log = readTerraformLog(
    lines(
      {
        type: "refresh_complete",
        hook: { resource: { addr: "aws_iam_role.candidate-0" }, id_value: "acme-dev-nodes" },
      },
      { type: "refresh_complete", hook: { resource: { addr: "aws_iam_role.candidate-1" } } },
      diagnostic(
        "Cannot import non-existent remote object",
        'While attempting to import an existing object to "aws_iam_role.candidate-1", the provider detected that no object exists',
      ),
      diagnostic("reading EKS Access Entry: 403"),
      diagnostic("Config generation is experimental", "", "warning"),
    ),
  );
  expect(log.read).toEqual(["aws_iam_role.candidate-0"]);
  expect(log.missing).toEqual(["aws_iam_role.candidate-1"]);
  expect(log.errors).toEqual([{ summary: "reading EKS Access Entry: 403", detail: "" }]);
});

test("the effect of the next apply is read from the summary and the destructive changes", () => {
  const log = readTerraformLog(
    lines(
      { type: "planned_change", change: { resource: { addr: "aws_vpc.one" }, action: "create" } },
      { type: "planned_change", change: { resource: { addr: "aws_vpc.two" }, action: "replace" } },
      { type: "change_summary", changes: { add: 2, change: 0, import: 3, remove: 1, operation: "plan" } },
    ),
  );
  expect(log.destroyed).toEqual(["aws_vpc.two"]);
  expect(log.summary).toMatchObject({ add: 2, import: 3, remove: 1 });
});

test("a lock is recognized, with its owner and creation time", () => {
  const detail = `operation error S3: PutObject, https response error StatusCode: 412
Lock Info:
  ID:        6d3b9a2e-9f1c-6f3f-2f6e-0d8c5f1f2a11
  Path:      acme-dev-tfstate/foundation/terraform.tfstate
  Operation: OperationTypeApply
  Who:       ada@laptop
  Version:   1.11.4
  Created:   2026-11-30 11:20:01.4 +0000 UTC
  Info:      


Terraform acquires a state lock to protect the state from being written`;
  expect(readTerraformLog(lines(diagnostic("Error acquiring the state lock", detail))).lock).toEqual({
    id: "6d3b9a2e-9f1c-6f3f-2f6e-0d8c5f1f2a11",
    who: "ada@laptop",
    operation: "OperationTypeApply",
    created: "2026-11-30 11:20:01.4 +0000 UTC",
  });
});

test("output that is not JSON is kept as an error", () => {
  expect(readTerraformLog("panic: runtime error").errors).toEqual([{ summary: "panic: runtime error", detail: "" }]);
});

test("a route table association that the provider does not find is missing", () => {
  const log = readTerraformLog(
    lines(diagnostic("No association found between route table ID rtb-1 and target ID subnet-1")),
  );
  expect(log.missingIds).toEqual(["subnet-1/rtb-1"]);
  expect(log.errors).toEqual([]);
});
