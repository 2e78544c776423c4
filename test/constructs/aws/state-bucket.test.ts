import { Key } from "../../../src/constructs/aws/key";
import { StateBucket } from "../../../src/constructs/aws/state-bucket";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });

test("old states are kept for a year", () => {
  const { only } = synthesizeConstruct(
    (scope) => new StateBucket(scope, "state", { name: "acme-tfstate", region: "us-east-1", key }),
  );
  expect(only("aws_s3_bucket_lifecycle_configuration").rule).toContainEqual(
    expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 365 }] }),
  );
  expect(only("aws_s3_bucket_versioning")).toMatchObject({ versioning_configuration: { status: "Enabled" } });
});
