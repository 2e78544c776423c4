import {
  Bucket,
  Budget,
  CiIdentities,
  ImageRegistry,
  Key,
  KeyRing,
  SecretStore,
  WorkloadIdentity,
} from "../../../src/constructs/google";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ id: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" });

test("a key rotates every 90 days, can't be deleted, and only the named agents may use it", () => {
  const { only } = synthesizeConstruct((scope) => {
    const keyRing = new KeyRing(scope, "ring", { name: "acme", location: "us-central1" });
    new Key(scope, "key", {
      name: "storage",
      keyRing,
      projectNumber: "123456789012",
      usedBy: ["storage.googleapis.com"],
    });
  });
  expect(only("google_kms_crypto_key")).toMatchObject({
    rotation_period: "7776000s",
    lifecycle: { prevent_destroy: true },
  });
  expect(only("google_kms_crypto_key_iam_member")).toMatchObject({
    role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    member: "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
  });
});

test("resources encrypted with a key wait until its agent has access", () => {
  const { only } = synthesizeConstruct((scope) => {
    const keyRing = new KeyRing(scope, "ring", { name: "acme", location: "us-central1" });
    const own = new Key(scope, "key", {
      name: "storage",
      keyRing,
      projectNumber: "123456789012",
      usedBy: ["storage.googleapis.com"],
    });
    new Bucket(scope, "bucket", { name: "acme-models", region: "us-central1", key: own });
  });
  expect(only("google_storage_bucket").depends_on).toContainEqual(
    expect.stringContaining("google_kms_crypto_key_iam_member"),
  );
});

test("a workload identity is one service account of one cluster, without permissions", () => {
  const { only, all } = synthesizeConstruct(
    (scope) =>
      new WorkloadIdentity(scope, "identity", {
        name: "acme-prod-mlflow",
        cluster: { name: "acme-prod", projectId: "acme-ml-prod" },
        namespace: "mlflow",
        serviceAccount: "mlflow",
      }),
  );
  expect(only("google_service_account_iam_member")).toMatchObject({
    role: "roles/iam.workloadIdentityUser",
    member: "serviceAccount:acme-ml-prod.svc.id.goog[mlflow/mlflow]",
  });
  expect(all("google_project_iam_member")).toEqual([]);
});

test("CI plans from pull requests and deploys from its GitHub environment, without a key", () => {
  const { all, only, text } = synthesizeConstruct(
    (scope) =>
      new CiIdentities(scope, "ci", {
        planName: "acme-dev-ci-plan",
        deployName: "acme-dev-ci-deploy",
        poolName: "acme-dev-ci",
        projectId: "acme-ml-dev",
        repository: "acme/ml-platform",
        githubEnvironment: "dev",
        stateBucket: Bucket.fromAttributes({ name: "acme-dev-tfstate", region: "us-central1" }),
      }),
  );
  expect(only("google_iam_workload_identity_pool_provider")).toMatchObject({
    attribute_condition: 'assertion.repository == "acme/ml-platform"',
  });
  expect(all("google_service_account_iam_member").map(({ member }) => String(member).split("/subject/")[1])).toEqual([
    "repo:acme/ml-platform:pull_request",
    "repo:acme/ml-platform:environment:dev",
  ]);
  const planRoles = [...all("google_project_iam_member"), ...all("google_storage_bucket_iam_member")]
    .filter(({ member }) => String(member).includes("plan"))
    .map(({ role }) => role);
  expect(planRoles).toEqual([
    expect.stringMatching(/google_project_iam_custom_role\..*settings.*\.name/),
    "roles/storage.objectViewer",
  ]);
  expect(text).not.toContain("google_service_account_key");
  expect(text).not.toMatch(/roles\/(owner|editor)"/);
});

test("images are scanned, can't be overwritten, and the registry can't be deleted", () => {
  const { only } = synthesizeConstruct(
    (scope) => new ImageRegistry(scope, "registry", { name: "acme", projectId: "p", region: "us-central1", key }),
  );
  expect(only("google_artifact_registry_repository")).toMatchObject({
    format: "DOCKER",
    kms_key_name: key.id,
    docker_config: { immutable_tags: true },
    vulnerability_scanning_config: { enablement_config: "INHERITED" },
    lifecycle: { prevent_destroy: true },
  });
});

test("entries of the secret store stay in their region and have no value in the code", () => {
  const { only, all } = synthesizeConstruct(
    (scope) =>
      new SecretStore(scope, "secrets", { prefix: "acme", region: "us-central1", entries: { fernet: "A key" }, key }),
  );
  expect(only("google_secret_manager_secret")).toMatchObject({
    secret_id: "acme-fernet",
    replication: { user_managed: { replicas: [expect.objectContaining({ location: "us-central1" })] } },
  });
  expect(all("google_secret_manager_secret_version")).toEqual([]);
});

test("a budget alerts on the forecast, at 80 % and at 100 %", () => {
  const { only } = synthesizeConstruct(
    (scope) =>
      new Budget(scope, "budget", {
        name: "acme",
        monthlyUsd: 900,
        alertEmails: ["ml@example.com"],
        billingAccount: "0A1B2C-3D4E5F-607182",
        projectId: "p",
        projectNumber: "123456789012",
      }),
  );
  expect(only("google_billing_budget")).toMatchObject({
    amount: { specified_amount: { currency_code: "USD", units: "900" } },
    budget_filter: { projects: ["projects/123456789012"], calendar_period: "MONTH" },
    threshold_rules: [
      { threshold_percent: 1, spend_basis: "FORECASTED_SPEND" },
      { threshold_percent: 0.8, spend_basis: "CURRENT_SPEND" },
      { threshold_percent: 1, spend_basis: "CURRENT_SPEND" },
    ],
  });
  expect(only("google_monitoring_notification_channel")).toMatchObject({ labels: { email_address: "ml@example.com" } });
});
