import { Bucket } from "../../../src/constructs/google/bucket";
import { CiIdentities } from "../../../src/constructs/google/ci-identities";
import { synthesizeConstruct } from "../synthesize-construct";

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
