import { ResourceGraph } from "../../../src/review/model";

function graphOf(resource: object, more: object = {}) {
  return ResourceGraph.fromTerraform([{ name: "stack", json: { resource, ...more } }]);
}

function only(graph: ResourceGraph, type: string) {
  const [resource] = graph.ofType(type);
  if (!resource) throw new Error(`no ${type}`);
  return resource;
}

test("a literal is known, a missing attribute absent", () => {
  const graph = graphOf({ aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } });
  const vpc = only(graph, "aws_vpc");
  expect(graph.attribute(vpc, "cidr_block")).toEqual({ kind: "known", value: "10.0.0.0/16" });
  expect(graph.attribute(vpc, "enable_dns_support")).toEqual({ kind: "absent" });
});

test("a block is found as an object and as a list of one", () => {
  for (const block of [{ status: "Enabled" }, [{ status: "Enabled" }]]) {
    const graph = graphOf({ aws_s3_bucket_versioning: { v: { versioning_configuration: block } } });
    const versioning = only(graph, "aws_s3_bucket_versioning");
    expect(graph.attribute(versioning, "versioning_configuration.status")).toEqual({ kind: "known", value: "Enabled" });
    expect(graph.blocks(versioning, "versioning_configuration")).toEqual([{ status: "Enabled" }]);
  }
});

test("a reference to a literal is resolved, a reference to something computed stays unknown", () => {
  const graph = graphOf({
    aws_s3_bucket: { b: { bucket: "acme" } },
    aws_s3_bucket_policy: { p: { bucket: "${aws_s3_bucket.b.bucket}", policy: "${aws_s3_bucket.b.arn}" } },
  });
  const policy = only(graph, "aws_s3_bucket_policy");
  expect(graph.attribute(policy, "bucket")).toEqual({ kind: "known", value: "acme" });
  expect(graph.attribute(policy, "policy")).toEqual({ kind: "unknown", expression: "${aws_s3_bucket.b.arn}" });
});

test("resources know their references and their referrers", () => {
  const graph = graphOf({
    aws_kms_key: { k: {} },
    aws_s3_bucket: { b: {} },
    aws_s3_bucket_server_side_encryption_configuration: {
      e: { bucket: "${aws_s3_bucket.b.id}", rule: [{ kms: "${aws_kms_key.k.arn}" }] },
    },
  });
  const encryption = only(graph, "aws_s3_bucket_server_side_encryption_configuration");
  expect(graph.references(encryption).map(({ address }) => address)).toEqual(["aws_s3_bucket.b", "aws_kms_key.k"]);
  expect(graph.references(encryption, "bucket").map(({ address }) => address)).toEqual(["aws_s3_bucket.b"]);
  expect(graph.referrers(only(graph, "aws_kms_key"))).toEqual([encryption]);
});

test("two resources that refer to each other stay unknown, without a loop", () => {
  const graph = graphOf({ a_b: { x: { v: "${a_b.y.v}" }, y: { v: "${a_b.x.v}" } } });
  expect(graph.attribute(only(graph, "a_b"), "v").kind).toBe("unknown");
});

test("data sources are separate from managed resources", () => {
  const graph = graphOf({}, { data: { aws_region: { here: {} } } });
  expect(graph.ofType("aws_region")).toEqual([]);
  expect(graph.resources.map(({ address }) => address)).toEqual(["data.aws_region.here"]);
});

test("the construct path of CDKTF code is kept, backend and providers are read", () => {
  const graph = graphOf(
    { aws_vpc: { main: { "//": { metadata: { path: "stack/network/vpc" } } } } },
    { terraform: { backend: { s3: { bucket: "state" } } }, provider: { aws: [{ region: "us-east-1" }] } },
  );
  expect(only(graph, "aws_vpc").constructPath).toBe("stack/network/vpc");
  expect(graph.stacks[0]?.backend).toEqual({ type: "s3", body: { bucket: "state" } });
  expect(graph.stacks[0]?.providers).toEqual({ aws: [{ region: "us-east-1" }] });
});
