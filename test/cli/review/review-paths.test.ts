import { readFileSync } from "node:fs";
import { join } from "node:path";
import { awsEnvironment } from "../../environment/valid-environments";
import { folderOf, runCli, runCliWith } from "../run-cli";

const PLANS = join(__dirname, "../../review/model/plans");

const vpc = { resource: { aws_sqs_queue: { jobs: { name: "jobs" } } } };
const key = { resource: { aws_kms_key: { main: { enable_key_rotation: false } } } };

function reviewed(...args: readonly string[]) {
  const { status, output, errors } = runCli("review", "--format", "json", ...args);
  expect(errors).toBe("");
  return { status, environments: JSON.parse(output).environments as readonly Reviewed[] };
}

interface Reviewed {
  readonly name: string;
  readonly tier?: string;
  readonly stacks: readonly { readonly name: string; readonly resources: number }[];
  readonly guardrails: { readonly failed: readonly { readonly rule: string; readonly address: string }[] };
}

function stacksOf({ environments }: { readonly environments: readonly Reviewed[] }) {
  return environments.flatMap(({ stacks }) => stacks.map(({ name, resources }) => [name, resources]));
}

describe("mlops review accepts", () => {
  test("a plan, by file and by standard input, with the same verdict", () => {
    const plan = join(PLANS, "create.json");
    const byFile = reviewed(plan);
    expect(stacksOf(byFile)).toEqual([["create", 12]]);
    expect(byFile.status).toBe(1);
    const { output, status } = runCliWith(readFileSync(plan), "review", "--format", "json", "-");
    const [byInput] = JSON.parse(output).environments;
    expect(status).toBe(1);
    expect(byInput.name).toBe("standard input");
    expect(
      byInput.guardrails.failed.map(({ rule, address }: { rule: string; address: string }) => [rule, address]),
    ).toEqual(byFile.environments[0]?.guardrails.failed.map(({ rule, address }) => [rule, address]));
  });

  test("a file of Terraform JSON with any name", () => {
    expect(stacksOf(reviewed(join(folderOf({ "network.json": vpc }), "network.json")))).toEqual([["network", 1]]);
  });

  test("a folder: its *.tf.json are one stack, those of each subfolder another", () => {
    const folder = folderOf({
      "app/a.tf.json": vpc,
      "app/b.tf.json": key,
      "app/below/c.tf.json": vpc,
      "app/x.json": "{",
    });
    expect(stacksOf(reviewed(join(folder, "app")))).toEqual([
      ["app", 2],
      ["below", 1],
    ]);
  });

  test("references between the files of a stack", () => {
    const folder = folderOf({
      "a.tf.json": { resource: { aws_kms_key: { main: { enable_key_rotation: "${local.rotate}" } } } },
      "b.tf.json": { locals: { rotate: false } },
    });
    const [environment] = reviewed(folder).environments;
    expect(environment?.guardrails.failed.map(({ rule }) => rule)).toContain("kms-rotation");
  });

  test("the output of cdktf synth: only the stacks of its manifest", () => {
    const folder = folderOf({
      "manifest.json": {
        version: "0.21.0",
        stacks: { one: { name: "one", synthesizedStackPath: "stacks/one/cdk.tf.json" } },
      },
      "stacks/one/cdk.tf.json": vpc,
      "stacks/old/cdk.tf.json": vpc,
    });
    expect(stacksOf(reviewed(folder))).toEqual([["one", 1]]);
  });

  test("a folder of plans", () => {
    const plan = JSON.parse(readFileSync(join(PLANS, "change.json"), "utf8"));
    expect(stacksOf(reviewed(folderOf({ "a.json": plan, "b.json": plan })))).toEqual([
      ["a", 3],
      ["b", 3],
    ]);
  });

  test("an empty plan", () => {
    const plan = { format_version: "1.2", planned_values: { root_module: {} }, configuration: { root_module: {} } };
    expect(reviewed(join(folderOf({ "p.json": plan }), "p.json")).status).toBe(0);
  });

  test("files in UTF-16, as PowerShell writes them", () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify(vpc), "utf16le")]);
    expect(stacksOf(reviewed(join(folderOf({ "p.json": bytes }), "p.json")))).toEqual([["p", 1]]);
  });
});

test("a warning next to the report says that modules of code are not reviewed", () => {
  const folder = folderOf({ "a.tf.json": { ...vpc, module: { network: { source: "./network" } } } });
  const { output, errors } = runCli("review", folder, "--format", "json");
  expect(errors).toContain("the modules it calls are not part of this review");
  expect(JSON.parse(output).environments).toHaveLength(1);
});

describe("strictness", () => {
  const local = { ...vpc, terraform: { backend: { local: {} } } };

  test("defaults to prod unless --strictness is set", () => {
    const folder = folderOf({ "a.tf.json": local });
    expect(reviewed(folder).status).toBe(1);
    expect(reviewed(folder, "--strictness", "dev").status).toBe(0);
  });

  test("a stack of an environment is reviewed with its settings, other stacks separately", () => {
    const environments = folderOf({ "dev.json": { ...awsEnvironment(), name: "dev", tier: "dev" } });
    const folder = folderOf({ "aws-dev-foundation/a.tf.json": local, "other/a.tf.json": local });
    const { environments: results } = reviewed(folder, "--environments", environments);
    expect(results.map(({ name, stacks }) => [name, stacks.map((stack) => stack.name)])).toEqual([
      ["aws-dev", ["aws-dev-foundation"]],
      [folder, ["other"]],
    ]);
  });

  test("--env assigns the plan to an environment and its budget", () => {
    const environments = folderOf({ "dev.json": { ...awsEnvironment(), name: "dev", tier: "dev" } });
    const plan = join(PLANS, "create.json");
    const { environments: results } = reviewed(plan, "--environments", environments, "--env", "aws-dev");
    expect(results.map(({ name }) => name)).toEqual(["aws-dev"]);
    expect(results[0]).toMatchObject({ budgetUsd: expect.any(Number) });
  });

  test("--strictness and --budget also apply to environments", () => {
    const environments = folderOf({ "dev.json": { ...awsEnvironment(), tier: "dev", state: "local" } });
    expect(reviewed("--environments", environments).status).toBe(0);
    expect(reviewed("--environments", environments, "--strictness", "prod").status).toBe(1);
    expect(reviewed("--environments", environments, "--budget", "1").status).toBe(1);
  });

  test("--budget is enforced", () => {
    const plan = join(PLANS, "create.json");
    const rules = reviewed(plan, "--budget", "1").environments[0]?.guardrails.failed.map(({ rule }) => rule);
    expect(rules).toContain("budget-exceeded");
    expect(runCli("review", plan, "--budget", "much").status).toBe(2);
  });
});

describe("unreadable input exits with 2 and never passes", () => {
  test("every problem of every file is reported at once, with its position", () => {
    const folder = folderOf({
      "cut.tf.json": '{"resource": {\n  "aws_vpc": {"a": {"cidr',
      "comma.tf.json": '{\n  "resource": {},\n}',
      "empty.tf.json": "",
      "shape.tf.json": { resource: { aws_vpc: 3, aws_subnet: { a: ["x"] } }, locals: "x" },
      "list.tf.json": [],
      "twice.tf.json": { resource: { aws_vpc: { a: [{}, {}] } } },
    });
    const { status, output, errors } = runCli("review", folder, join(folder, "nowhere"));
    expect(status).toBe(2);
    expect(output).toBe("");
    expect(errors).toContain("cut.tf.json:2:21\n  found:    the end of the file: it is cut off");
    expect(errors).toContain('comma.tf.json:3:1\n  found:    "}"\n  expected: a key in double quotes');
    expect(errors).toContain("empty.tf.json\n  found:    an empty file");
    expect(errors).toContain("shape.tf.json resource.aws_vpc\n  found:    a number");
    expect(errors).toContain("shape.tf.json resource.aws_subnet.a\n  found:    a list with a string");
    expect(errors).toContain("shape.tf.json locals\n  found:    a string");
    expect(errors).toContain("list.tf.json\n  found:    a list");
    expect(errors).toContain("twice.tf.json resource.aws_vpc.a\n  found:    2 blocks");
    expect(errors).toContain("nowhere\n  found:    nothing");
    expect(errors).toMatch(/9 problems/);
    expect(errors).not.toMatch(/\n\s+at .+:\d+:\d+/);
  });

  test.each([
    ["a binary plan", Buffer.from([0x50, 0x4b, 3, 4, 0, 1]), "terraform show -json"],
    ["binary data", Buffer.from([0x7b, 0, 1, 2]), "binary data"],
    ["bytes that are not text", Buffer.from([0x7b, 0xff, 0xfe, 0x80]), "binary data"],
    ["HCL", '# network\nresource "aws_vpc" "a" {\n}\n', "terraform plan -out"],
    ["the log of a plan", '{"@level":"info"}\n{"@level":"info"}\n', "the log of terraform plan -json"],
    ["a state", { version: 4, lineage: "x", resources: [] }, "a Terraform state"],
    ["a state as JSON", { format_version: "1.0", values: {} }, "a Terraform state"],
    ["no resource", { terraform: {} }, "no resource"],
    ["modules only", { module: { a: { source: "./a" } } }, "module calls"],
    ["null", null, "null"],
    [
      "a plan that failed",
      { format_version: "1.2", errored: true, planned_values: { root_module: {} }, configuration: { root_module: {} } },
      "errored",
    ],
    [
      "a plan of another format",
      { format_version: "2.0", planned_values: { root_module: {} }, configuration: { root_module: {} } },
      "format_version",
    ],
    ["a plan without configuration", { format_version: "1.2", planned_values: { root_module: {} } }, "configuration"],
    [
      "a plan without its changes",
      {
        format_version: "1.2",
        planned_values: { root_module: { resources: [{ address: "a_b.c", mode: "managed", type: "a_b", name: "c" }] } },
        configuration: { root_module: {} },
      },
      "no change for a_b.c",
    ],
  ])("%s", (_, content, message) => {
    const { status, output, errors } = runCli(
      "review",
      join(folderOf({ "input.json": content as string }), "input.json"),
    );
    expect(errors).toContain(message);
    expect(errors).toContain("input.json");
    expect({ status, output }).toEqual({ status: 2, output: "" });
  });

  test("HCL files next to Terraform JSON: they would not be reviewed", () => {
    const { status, errors } = runCli("review", folderOf({ "a.tf.json": vpc, "b.tf": "" }));
    expect(errors).toContain("b.tf");
    expect(status).toBe(2);
  });

  test("the same name for two resources in two files", () => {
    const { status, errors } = runCli("review", folderOf({ "a.tf.json": vpc, "b.tf.json": vpc }));
    expect(errors).toContain("resource.aws_sqs_queue.jobs");
    expect(status).toBe(2);
  });

  test("a manifest that lists a missing stack", () => {
    const stacks = { one: { synthesizedStackPath: "stacks/one/cdk.tf.json" } };
    expect(runCli("review", folderOf({ "manifest.json": { stacks } })).errors).toContain("can't be read");
    expect(runCli("review", folderOf({ "manifest.json": { stacks: {} } })).errors).toContain("no stack");
    expect(runCli("review", folderOf({ "manifest.json": "{" })).errors).toContain("no manifest");
  });

  test("empty standard input", () => {
    const { status, errors } = runCliWith("", "review", "-");
    expect(errors).toContain("standard input\n  found:    an empty file");
    expect(status).toBe(2);
  });
});

test("a single stack does not fail for a resource in another stack of its environment", () => {
  const { default: input } = require("../../../environments/google/prod");
  const environments = folderOf({ "prod.json": JSON.stringify(input) });
  const foundation = {
    resource: { google_container_cluster: { main: { name: "main", location: "us-central1" } } },
  };
  const folder = folderOf({ "google-prod-foundation.tf.json": foundation, "google-prod-bootstrap.tf.json": vpc });
  const rules = (...files: readonly string[]) =>
    reviewed("--environments", environments, ...files.map((file) => join(folder, file))).environments.flatMap(
      ({ guardrails }) => guardrails.failed.map(({ rule }) => rule),
    );
  expect(rules("google-prod-foundation.tf.json")).not.toContain("budget");
  expect(rules("google-prod-foundation.tf.json", "google-prod-bootstrap.tf.json")).toContain("budget");
});

test("a plan of a Google foundation does not fail for the budget, regardless of its file name", () => {
  const { default: input } = require("../../../environments/google/prod");
  const environments = folderOf({ "prod.json": JSON.stringify(input) });
  const cluster = { resource: { google_container_cluster: { main: { name: "main", location: "us-central1" } } } };
  const file = join(folderOf({ "plan.tf.json": cluster }), "plan.tf.json");
  const budgetOf = (...args: readonly string[]) =>
    reviewed("--environments", environments, ...args, file).environments.flatMap(({ guardrails }) =>
      guardrails.failed.filter(({ rule }) => rule === "budget"),
    );
  expect(budgetOf("--env", "google-prod")).toEqual([]);
  expect(budgetOf()).toEqual([expect.objectContaining({ remedy: expect.stringContaining("--env") })]);
});

test("a single AWS foundation without a budget fails: the budget belongs to that stack", () => {
  const { default: input } = require("../../../environments/aws/prod");
  const environments = folderOf({ "prod.json": JSON.stringify(input) });
  const cluster = { resource: { aws_eks_cluster: { main: { name: "main" } } } };
  const folder = folderOf({ "aws-prod-foundation.tf.json": cluster });
  const [environment] = reviewed(
    "--environments",
    environments,
    join(folder, "aws-prod-foundation.tf.json"),
  ).environments;
  expect(environment?.guardrails.failed.map(({ rule }) => rule)).toContain("budget");
});
