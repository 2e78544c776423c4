import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Terraform } from "../../../src/adopt/adopt";
import { readTerraformLog } from "../../../src/adopt/terraform-log";
import { adoptCommand } from "../../../src/cli/commands/adopt";
import { writeAtomically } from "../../../src/cli/output/write-atomically";
import { folderOf, runCli } from "../run-cli";

const STACK = {
  terraform: { required_providers: {} },
  resource: { aws_iam_role: { nodes: { name: "acme-dev-nodes" } } },
};

/** Terraform whose state lacks one role. */
function terraform(exists: boolean): Terraform {
  const create = {
    address: "aws_iam_role.nodes",
    type: "aws_iam_role",
    mode: "managed",
    change: { actions: ["create"], after: { name: "acme-dev-nodes" } },
  };
  const summary = readTerraformLog(
    JSON.stringify({ type: "change_summary", changes: { import: 0, add: 1, change: 0, remove: 0 } }),
  );
  return {
    plan: (addition) => ({ log: summary, plan: { resource_changes: "import" in addition ? [] : [create] } }),
    probe: () => ({
      ...summary,
      ...(exists ? { read: ["aws_iam_role.candidate-0"] } : { missing: ["aws_iam_role.candidate-0"] }),
    }),
  };
}

function adoptIn(folder: string, exists: boolean) {
  let output = "";
  const io = {
    today: () => "2026-11-01",
    color: false,
    readInput: () => Buffer.from(""),
    write: (text: string) => {
      output += text;
    },
    writeError: () => undefined,
    writeFile: writeAtomically,
  };
  const status = adoptCommand(folder, io, (_, use) => use(terraform(exists)));
  return { status, output };
}

test("existing objects become import blocks next to the stack's code", () => {
  const folder = folderOf({ "cdk.tf.json": STACK });
  expect(adoptIn(folder, true)).toMatchObject({
    status: 0,
    output: expect.stringContaining("aws_iam_role.nodes  acme-dev-nodes"),
  });
  expect(JSON.parse(readFileSync(join(folder, "adopt.tf.json"), "utf8"))).toEqual({
    import: [{ to: "aws_iam_role.nodes", id: "acme-dev-nodes" }],
  });
});

test("if nothing exists, no file is written and the file of an earlier run is removed", () => {
  const folder = folderOf({ "cdk.tf.json": STACK, "adopt.tf.json": { import: [] } });
  expect(adoptIn(folder, false)).toMatchObject({ status: 0, output: expect.stringContaining("Nothing to adopt.") });
  expect(existsSync(join(folder, "adopt.tf.json"))).toBe(false);
});

test("a folder without a synthesized stack is rejected, with a remedy", () => {
  const { status, errors } = runCli("adopt", folderOf({}));
  expect(status).toBe(2);
  expect(errors).toContain("no cdk.tf.json");
  expect(errors).toContain("npx cdktf synth");
});
