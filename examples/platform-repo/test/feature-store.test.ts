import { ResourceGraph, runGuardrails } from "mlops-constructs/review";
import { resourcesOf, synthesize } from "mlops-constructs/testing";
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

test("the writer reaches its own prefix and nothing else", () => {
  expect(only("aws_eks_pod_identity_association")).toMatchObject({ namespace: "features", service_account: "writer" });
  const policy = JSON.stringify(only("aws_iam_role_policy"));
  expect(policy).toContain("arn:aws:s3:::acme-features/online/*");
  expect(policy).not.toContain("arn:aws:s3:::acme-features/*");
});

test("the database takes connections from the team's own cluster", () => {
  const cluster = only("aws_eks_cluster");
  expect(cluster).toMatchObject({ name: "acme-features" });
  expect(JSON.stringify(only("aws_vpc_security_group_ingress_rule"))).toContain("cluster_security_group_id");
});

test("the team's own resources pass the same guardrails as the package's", () => {
  const report = runGuardrails(ResourceGraph.fromTerraform(stacks), {
    strictness: "prod",
    today: "2026-11-01",
    waivers: [],
  });
  expect(report.passed).toBeGreaterThan(20);
  expect(report.failed.map(({ rule, address, message }) => `${rule.id} ${address}: ${message}`)).toEqual([]);
});
