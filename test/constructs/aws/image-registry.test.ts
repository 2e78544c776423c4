import { ImageRegistry } from "../../../src/constructs/aws/image-registry";
import { Key } from "../../../src/constructs/aws/key";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });

test("images are scanned on push, can't be overwritten, and are deleted when untagged", () => {
  const { only } = synthesizeConstruct(
    (scope) =>
      new ImageRegistry(scope, "registry", {
        name: "acme",
        accountId: "111111111111",
        region: "us-east-1",
        repositories: ["training"],
        key,
      }),
  );
  expect(only("aws_ecr_repository")).toMatchObject({
    name: "acme/training",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
    encryption_configuration: [{ encryption_type: "KMS", kms_key: key.id }],
    force_delete: false,
  });
  expect(JSON.parse(String(only("aws_ecr_lifecycle_policy").policy)).rules[0].selection).toMatchObject({
    tagStatus: "untagged",
    countNumber: 14,
  });
});
