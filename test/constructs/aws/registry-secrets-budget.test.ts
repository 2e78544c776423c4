import { Budget, ImageRegistry, Key, SecretStore, StateBucket, WorkloadIdentity } from "../../../src/constructs/aws";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });
const cluster = { name: "acme-prod" };
const identityProps = { name: "acme-prod-mlflow", cluster, namespace: "mlflow", serviceAccount: "mlflow" };

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

test("entries of the secret store have no value in the code, and can be recovered for 30 days", () => {
  const { only, all, text } = synthesizeConstruct((scope) => {
    const store = new SecretStore(scope, "secrets", {
      prefix: "acme",
      region: "us-east-1",
      entries: { fernet: "A key" },
      key,
    });
    store.grantRead(new WorkloadIdentity(scope, "identity", identityProps));
  });
  expect(only("aws_secretsmanager_secret")).toMatchObject({
    name: "acme/fernet",
    description: "A key",
    kms_key_id: key.id,
    recovery_window_in_days: 30,
  });
  expect(all("aws_secretsmanager_secret_version")).toEqual([]);
  expect(text).not.toContain("secret_string");
  const [read] = JSON.parse(String(only("aws_iam_role_policy").policy)).Statement;
  expect(read.Resource).toEqual([expect.stringMatching(/^\$\{aws_secretsmanager_secret\./)]);
});

test("a workload identity is one service account of one cluster, without permissions", () => {
  const { only, all } = synthesizeConstruct((scope) => new WorkloadIdentity(scope, "identity", identityProps));
  expect(only("aws_eks_pod_identity_association")).toMatchObject({
    cluster_name: "acme-prod",
    namespace: "mlflow",
    service_account: "mlflow",
  });
  expect(JSON.parse(String(only("aws_iam_role").assume_role_policy)).Statement[0].Principal).toEqual({
    Service: ["pods.eks.amazonaws.com"],
  });
  expect(all("aws_iam_role_policy")).toEqual([]);
  expect(all("aws_iam_role_policy_attachment")).toEqual([]);
});

test("a budget alerts on the forecast, at 80 % and at 100 %", () => {
  const { only } = synthesizeConstruct(
    (scope) =>
      new Budget(scope, "budget", {
        name: "acme",
        monthlyUsd: 900,
        alertEmails: ["ml@example.com"],
        tag: { key: "environment", value: "dev" },
      }),
  );
  const { notification, ...budget } = only("aws_budgets_budget");
  expect(budget).toMatchObject({
    limit_amount: "900.00",
    cost_filter: [{ name: "TagKeyValue", values: ["user:environment$dev"] }],
  });
  expect(
    (notification as { notification_type: string; threshold: number }[]).map((n) => [n.notification_type, n.threshold]),
  ).toEqual([
    ["FORECASTED", 100],
    ["ACTUAL", 80],
    ["ACTUAL", 100],
  ]);
});

test("old states are kept for a year", () => {
  const { only } = synthesizeConstruct(
    (scope) => new StateBucket(scope, "state", { name: "acme-tfstate", region: "us-east-1", key }),
  );
  expect(only("aws_s3_bucket_lifecycle_configuration").rule).toContainEqual(
    expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 365 }] }),
  );
  expect(only("aws_s3_bucket_versioning")).toMatchObject({ versioning_configuration: { status: "Enabled" } });
});
