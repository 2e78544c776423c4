import { adopt, importBlocks, type Terraform } from "../../src/adopt/adopt";
import type { Import } from "../../src/adopt/import";
import type { PlannedCreate } from "../../src/adopt/planned-create";
import type { StackJson } from "../../src/adopt/probe";
import { terminalAdoption } from "../../src/adopt/terminal";
import type { TerraformLog } from "../../src/adopt/terraform-log";

const stack = {
  terraform: { backend: { s3: {} }, required_providers: { aws: { source: "aws", version: "6.25.0" } } },
  provider: {
    aws: [
      { region: "us-east-1", allowed_account_ids: ["111111111111"], default_tags: [{ tags: { environment: "dev" } }] },
    ],
  },
  resource: { aws_iam_role: {} },
};

const quiet: TerraformLog = {
  read: [],
  missing: [],
  missingIds: [],
  destroyed: [],
  errors: [],
  lock: undefined,
  summary: { import: 0, add: 0, change: 0, remove: 0 },
};

/** An account after an interrupted apply: the existing objects by import id, and the resources missing in the state. */
interface Account {
  readonly exists: readonly string[];
  readonly tagged?: readonly { readonly resource_arn: string; readonly tags: Readonly<Record<string, string>> }[];
  readonly unreadable?: readonly string[];
  readonly creates: (imported: (address: string) => string | undefined) => readonly PlannedCreate[];
}

function terraformOn(account: Account): Terraform & { readonly probes: StackJson[] } {
  const probes: StackJson[] = [];
  const importsOf = (json: StackJson) => (json.import ?? []) as { to: string; id: string }[];
  return {
    probes,
    plan: (addition) => {
      const imported = new Map(importsOf(addition).map(({ to, id }) => [to, id]));
      const creates = account
        .creates((address) => imported.get(address))
        .filter(({ address }) => !imported.has(address));
      return {
        log: { ...quiet, summary: { import: imported.size, add: creates.length, change: 0, remove: 0 } },
        plan: {
          resource_changes: creates.map(({ address, type, values }) => ({
            address,
            type,
            mode: "managed",
            change: { actions: ["create"], after: values },
          })),
          prior_state: {
            values: {
              root_module: {
                resources: [
                  {
                    address: "data.aws_resourcegroupstaggingapi_resources.adopt",
                    mode: "data",
                    values: { resource_tag_mapping_list: account.tagged ?? [] },
                  },
                ],
              },
            },
          },
        },
      };
    },
    probe: (configuration) => {
      probes.push(configuration);
      const imports = importsOf(configuration);
      const unreadable = account.unreadable ?? [];
      return {
        ...quiet,
        read: imports.filter(({ id }) => account.exists.includes(id)).map(({ to }) => to),
        missing: imports
          .filter(({ id }) => !account.exists.includes(id) && !unreadable.includes(id))
          .map(({ to }) => to),
        errors: [
          ...unreadable.map((id) => ({ summary: `reading ${id}: 403`, detail: "" })),
          ...imports
            .filter(({ id }) => account.exists.includes(id))
            .map(({ to }) => ({ summary: "its generated configuration is invalid", detail: "", address: to })),
        ],
      };
    },
  };
}

const role = (name: string): PlannedCreate => ({
  address: `aws_iam_role.${name}`,
  type: "aws_iam_role",
  values: { name },
});
const vpc: PlannedCreate = { address: "aws_vpc.network", type: "aws_vpc", values: { tags: { Name: "acme-dev" } } };
const vpcObject = (id: string) => ({
  resource_arn: `arn:aws:ec2:us-east-1:111111111111:vpc/${id}`,
  tags: { Name: "acme-dev", environment: "dev" },
});

test("existing objects are imported, missing ones are created", () => {
  const adoption = adopt(stack, terraformOn({ exists: ["nodes"], creates: () => [role("nodes"), role("cluster")] }));
  expect(adoption.imports).toEqual([{ address: "aws_iam_role.nodes", id: "nodes" }]);
  expect(adoption.summary).toMatchObject({ import: 1, add: 1 });
  expect(importBlocks(adoption.imports)).toEqual({ import: [{ to: "aws_iam_role.nodes", id: "nodes" }] });
});

test("an id that depends on a found object is tried in the next round", () => {
  const table: PlannedCreate = {
    address: "aws_route_table.private",
    type: "aws_route_table",
    values: { tags: { Name: "private" } },
  };
  const route = (id: string | undefined): PlannedCreate => ({
    address: "aws_route.out",
    type: "aws_route",
    values: { destination_cidr_block: "0.0.0.0/0", ...(id && { route_table_id: id }) },
  });
  const terraform = terraformOn({
    exists: ["rtb-1", "rtb-1_0.0.0.0/0"],
    tagged: [{ resource_arn: "arn:aws:ec2:us-east-1:111111111111:route-table/rtb-1", tags: { Name: "private" } }],
    creates: (imported) => [table, route(imported("aws_route_table.private"))],
  });
  expect(adopt(stack, terraform).imports.map(({ id }: Import) => id)).toEqual(["rtb-1", "rtb-1_0.0.0.0/0"]);
});

test("a deleted object that is still listed is not imported; two objects with the same name are left to the user", () => {
  const tagged = [vpcObject("vpc-old"), vpcObject("vpc-1"), vpcObject("vpc-2")];
  expect(adopt(stack, terraformOn({ exists: ["vpc-1"], tagged, creates: () => [vpc] })).imports).toEqual([
    { address: "aws_vpc.network", id: "vpc-1" },
  ]);
  const two = adopt(stack, terraformOn({ exists: ["vpc-1", "vpc-2"], tagged, creates: () => [vpc] }));
  expect(two.imports).toEqual([]);
  expect(two.ambiguous).toEqual([{ address: "aws_vpc.network", ids: ["vpc-1", "vpc-2"] }]);
});

test("an unreadable object is undecided, neither imported nor missing", () => {
  const adoption = adopt(stack, terraformOn({ exists: [], unreadable: ["nodes"], creates: () => [role("nodes")] }));
  expect(adoption.imports).toEqual([]);
  expect(adoption.undecided).toEqual([{ address: "aws_iam_role.nodes", id: "nodes" }]);
  expect(adoption.errors).toEqual([{ summary: "reading nodes: 403", detail: "" }]);
});

test("an object that the provider reports as missing in its own words is missing", () => {
  const terraform = terraformOn({ exists: [], unreadable: ["nodes"], creates: () => [role("nodes")] });
  const probe: Terraform["probe"] = () => ({ ...quiet, missingIds: ["nodes"] });
  expect(adopt(stack, { ...terraform, probe })).toMatchObject({ imports: [], undecided: [], errors: [] });
});

test("an invalid configuration that Terraform generates for an object it read is not an error", () => {
  const creates = () => [role("nodes"), role("cluster")];
  const adoption = adopt(stack, terraformOn({ exists: ["cluster"], unreadable: ["nodes"], creates }));
  expect(adoption.errors).toEqual([{ summary: "reading nodes: 403", detail: "" }]);
});

test("a probe has the providers of the stack and neither its state nor its resources", () => {
  const terraform = terraformOn({ exists: [], creates: () => [role("nodes")] });
  adopt(stack, terraform);
  expect(terraform.probes).toEqual([
    {
      terraform: { required_providers: stack.terraform.required_providers },
      provider: stack.provider,
      import: [{ to: "aws_iam_role.candidate-0", id: "nodes" }],
    },
  ]);
});

test("a type without an import id is listed, and nothing is probed if the state is complete", () => {
  const random = { address: "random_id.suffix", type: "random_id", values: {} };
  const terraform = terraformOn({ exists: [], creates: () => [random] });
  expect(adopt(stack, terraform).notLookedFor).toEqual(["random_id.suffix"]);
  expect(terraform.probes).toEqual([]);
});

const context = {
  folder: "cdktf.out/stacks/aws-dev-foundation",
  stack: "aws-dev-foundation",
  file: "cdktf.out/stacks/aws-dev-foundation/adopt.tf.json",
  color: false,
};

test("a lock stops the search, and the report explains how to remove it", () => {
  const lock = { id: "6d3b", who: "ada@laptop", operation: "OperationTypeApply", created: "2026-11-30" };
  const adoption = adopt(stack, { plan: () => ({ log: { ...quiet, lock }, plan: undefined }), probe: () => quiet });
  const report = terminalAdoption(adoption, context);
  expect(report).toContain("locked by ada@laptop since 2026-11-30 (OperationTypeApply)");
  expect(report).toContain("terraform -chdir=cdktf.out/stacks/aws-dev-foundation force-unlock 6d3b");
});

test("the report shows the found objects, the file, the next apply and the next command", () => {
  const report = terminalAdoption(
    adopt(stack, terraformOn({ exists: ["nodes"], creates: () => [role("nodes"), role("cluster")] })),
    context,
  );
  expect(report).toContain(
    "1 found in the cloud but not in the state of aws-dev-foundation:\n  aws_iam_role.nodes  nodes",
  );
  expect(report).toContain("1 to import, 1 to add, 0 to change, 0 to destroy");
  expect(report).toContain("npx cdktf deploy aws-dev-foundation --ignore-missing-stack-dependencies");
});
