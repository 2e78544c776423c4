import { WorkloadIdentity } from "../../../src/constructs/aws/workload-identity";
import { synthesizeConstruct } from "../synthesize-construct";

test("a workload identity is one service account of one cluster, without permissions", () => {
  const { only, all } = synthesizeConstruct(
    (scope) =>
      new WorkloadIdentity(scope, "identity", {
        name: "acme-prod-mlflow",
        cluster: { name: "acme-prod" },
        namespace: "mlflow",
        serviceAccount: "mlflow",
      }),
  );
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
