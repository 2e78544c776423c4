import { Key } from "../../../src/constructs/aws/key";
import { SecretStore } from "../../../src/constructs/aws/secret-store";
import { WorkloadIdentity } from "../../../src/constructs/aws/workload-identity";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });

test("entries of the secret store have no value in the code, and can be recovered for 30 days", () => {
  const { only, all, text } = synthesizeConstruct((scope) => {
    const store = new SecretStore(scope, "secrets", {
      prefix: "acme",
      region: "us-east-1",
      entries: { fernet: "A key" },
      key,
    });
    store.grantRead(
      new WorkloadIdentity(scope, "identity", {
        name: "acme-prod-mlflow",
        cluster: { name: "acme-prod" },
        namespace: "mlflow",
        serviceAccount: "mlflow",
      }),
    );
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
