import { Key, type KeyProps } from "../../../src/constructs/aws";
import { synthesizeConstruct } from "../synthesize-construct";

const minimal: KeyProps = {
  name: "acme-storage",
  description: "Storage",
  accountId: "111111111111",
  region: "us-east-1",
};

const key = (props: Partial<KeyProps> = {}) =>
  synthesizeConstruct((scope) => new Key(scope, "key", { ...minimal, ...props }));
const statements = ({ only }: ReturnType<typeof key>) => JSON.parse(String(only("aws_kms_key").policy)).Statement;

test("a key rotates, is deleted after 30 days at the earliest, and has deletion protection", () => {
  const { only } = key();
  expect(only("aws_kms_key")).toMatchObject({
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(only("aws_kms_alias")).toMatchObject({ name: "alias/acme-storage" });
});

test("IAM of its account controls its use, and no one else is named", () => {
  expect(statements(key())).toEqual([
    expect.objectContaining({ Principal: { AWS: ["arn:aws:iam::111111111111:root"] }, Action: ["kms:*"] }),
  ]);
});

test("logs may be encrypted by CloudWatch Logs of the same account", () => {
  expect(statements(key({ forLogs: true }))[1]).toMatchObject({
    Principal: { Service: ["logs.us-east-1.amazonaws.com"] },
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": ["arn:aws:logs:us-east-1:111111111111:log-group:*"] },
    },
  });
});

test("disks of nodes that do not exist yet are encrypted through EC2 of the same account", () => {
  expect(statements(key({ viaServices: ["ec2"] }))[1].Condition.StringEquals).toEqual({
    "kms:CallerAccount": ["111111111111"],
    "kms:ViaService": ["ec2.us-east-1.amazonaws.com"],
  });
});

test("a key for development may be deleted", () => {
  expect(key({ deletionProtection: false }).only("aws_kms_key")).toMatchObject({
    lifecycle: { prevent_destroy: false },
  });
});
