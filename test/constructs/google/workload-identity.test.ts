import { WorkloadIdentity } from "../../../src/constructs/google/workload-identity";
import { synthesizeConstruct } from "../synthesize-construct";

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
