import { partsOf, ResourceGraph } from "../../../src/review/model";

const at = (path: string) => ({ "//": { metadata: { path } } });

const graph = ResourceGraph.fromTerraform([
  {
    name: "stack",
    json: {
      resource: {
        aws_kms_key: { main: at("stack/key/key"), spare: at("stack/key/spare") },
        aws_s3_bucket: { models: { ...at("stack/models/bucket"), kms: "${aws_kms_key.main.arn}" } },
        aws_s3_bucket_policy: {
          models: { ...at("stack/models/policy"), bucket: "${aws_s3_bucket.models.id}" },
        },
        helm_release: { mlflow: { ...at("stack/mlflow/release"), depends_on: ["aws_s3_bucket.models"] } },
        aws_vpc: { plain: {} },
      },
      data: { aws_caller_identity: { me: {} } },
    },
  },
]);

test("a part is the resources of one construct, or of one type", () => {
  const parts = partsOf(graph, []);
  expect(parts.map(({ name, resources }) => [name, resources])).toEqual([
    ["key", 2],
    ["models", 2],
    ["mlflow", 1],
    ["aws_vpc", 1],
  ]);
  expect(parts.every(({ stack }) => stack === "stack")).toBe(true);
});

test("a part uses what it refers to and depends on, and never itself", () => {
  const uses = Object.fromEntries(partsOf(graph, []).map(({ name, uses }) => [name, uses]));
  expect(uses).toEqual({ key: [], models: ["key"], mlflow: ["models"], aws_vpc: [] });
});

test("findings are counted at their resource, in their own stack", () => {
  const failed = [
    { stack: "stack", address: "aws_s3_bucket.models" },
    { stack: "stack", address: "aws_s3_bucket_policy.models" },
    { stack: "other", address: "aws_s3_bucket.models" },
    { stack: "", address: "aws-demo" },
  ];
  expect(partsOf(graph, failed).map(({ failed }) => failed)).toEqual([0, 2, 0, 0]);
});

test("a module of a plan is a part", () => {
  const planned = ResourceGraph.fromTerraform([
    {
      name: "plan",
      json: {
        format_version: "1.2",
        terraform_version: "1.9.0",
        planned_values: {
          root_module: {
            child_modules: [
              {
                address: "module.network",
                resources: [
                  {
                    address: "module.network.aws_vpc.main",
                    mode: "managed",
                    type: "aws_vpc",
                    name: "main",
                    provider_name: "registry.terraform.io/hashicorp/aws",
                    schema_version: 1,
                    values: {},
                  },
                ],
              },
            ],
          },
        },
        resource_changes: [
          {
            address: "module.network.aws_vpc.main",
            module_address: "module.network",
            mode: "managed",
            type: "aws_vpc",
            name: "main",
            provider_name: "registry.terraform.io/hashicorp/aws",
            change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
          },
        ],
        configuration: { root_module: {} },
      },
    },
  ]);
  expect(partsOf(planned, []).map(({ name }) => name)).toEqual(["module.network"]);
});
