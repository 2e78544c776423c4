import { resourcesOf, synthesize } from "mlops-constructs/testing";
import "mlops-constructs/testing/jest";
import { featureNames } from "../src/feature-names";
import { FeatureStore } from "../src/feature-store";

const stacks = synthesize((app) => new FeatureStore(app, "feature-store"));

function only(type: string): Record<string, unknown> {
  const [resource, ...others] = stacks.flatMap((stack) => Object.values(resourcesOf(stack, type)));
  expect(others).toEqual([]);
  return { ...resource };
}

test("features are kept in one private bucket", () => {
  expect(only("aws_s3_bucket")).toMatchObject({ bucket: "acme-features" });
  expect(only("aws_s3_bucket_public_access_block")).toMatchObject({
    block_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("the writer can only access its own prefix", () => {
  expect(only("aws_eks_pod_identity_association")).toMatchObject({ namespace: "features", service_account: "writer" });
  const policy = JSON.stringify(only("aws_iam_role_policy"));
  expect(policy).toContain("arn:aws:s3:::acme-features/online/*");
  expect(policy).not.toContain("arn:aws:s3:::acme-features/*");
});

test("the database accepts connections from the team's own cluster", () => {
  const cluster = only("aws_eks_cluster");
  expect(cluster).toMatchObject({ name: "acme-features" });
  expect(JSON.stringify(only("aws_vpc_security_group_ingress_rule"))).toContain("cluster_security_group_id");
});

test("the team's own resources pass the package's guardrails and the team's", () => {
  expect(stacks).toComplyWith({
    strictness: "prod",
    rules: [featureNames],
    waivers: [
      {
        rule: "flow-logs",
        resource: "aws_vpc.vpc",
        reason: "The network team logs this network in its own account.",
        owner: "features@example.com",
        expires: "2027-06-30",
      },
    ],
  });
});

test("a public bucket would not pass", () => {
  const open = { name: "open", json: { resource: { aws_s3_bucket: { features: { bucket: "acme-features" } } } } };
  expect(open).not.toPassRule("s3-public-access-block");
});
