import { WorkloadIdentity } from "../../../src/constructs/aws";
import { SigningKey } from "../../../src/constructs/aws/signing-key";
import { synthesizeConstruct } from "../synthesize-construct";

const PLACE = { accountId: "111122223333", region: "eu-west-1" };
const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

function granted(reference: string, grant: "grantVerify" | "grantSign") {
  const { only } = synthesizeConstruct((scope) => {
    const identity = new WorkloadIdentity(scope, "identity", {
      name: "acme-kyverno",
      cluster: { name: "acme" },
      namespace: "kyverno",
      serviceAccount: "kyverno-admission-controller",
    });
    SigningKey.fromReference(reference, PLACE)[grant](identity);
  });
  const [statement] = JSON.parse(String(only("aws_iam_role_policy").policy)).Statement;
  return statement;
}

test("verification reads the public key, and can't sign", () => {
  expect(granted("awskms:///alias/models", "grantVerify").Action).toEqual(["kms:DescribeKey", "kms:GetPublicKey"]);
  expect(granted("awskms:///alias/models", "grantSign").Action).toContain("kms:Sign");
});

test("an alias is a condition, because it can't be a resource", () => {
  expect(granted("awskms:///alias/models", "grantVerify")).toMatchObject({
    Resource: ["arn:aws:kms:eu-west-1:111122223333:key/*"],
    Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/models"] } },
  });
});

test.each([
  [`awskms:///${ID}`, `arn:aws:kms:eu-west-1:111122223333:key/${ID}`],
  [`awskms:///arn:aws:kms:us-east-2:444455556666:key/${ID}`, `arn:aws:kms:us-east-2:444455556666:key/${ID}`],
  ["awskms:///arn:aws-cn:kms:cn-north-1:444455556666:alias/models", "arn:aws-cn:kms:cn-north-1:444455556666:key/*"],
])("%s is %s", (reference, resource) => {
  expect(granted(reference, "grantVerify").Resource).toEqual([resource]);
});

test("a key of another cloud is rejected", () => {
  expect(() => SigningKey.fromReference("gcpkms://projects/x", PLACE)).toThrow("awskms:///alias/");
});
