import { trainingAccess } from "../../../src/constructs/models/training-access";

test("in Kubeflow Pipelines the jobs may only start runs, in the namespaces of the teams that train", () => {
  const access = trainingAccess([
    { engine: "kubeflow-pipelines", namespace: "fraud" },
    { engine: "kubeflow-pipelines", namespace: "fraud" },
    { engine: "prefect", namespace: "churn" },
  ]);
  expect(access.map(({ kind, metadata }) => `${kind} ${metadata.namespace}`)).toEqual([
    "Role fraud",
    "RoleBinding fraud",
  ]);
  // The same list as in the tests of the program, whose server authorizes like Kubeflow's.
  expect(access[0]?.rules).toEqual([
    { apiGroups: ["pipelines.kubeflow.org"], resources: ["experiments", "runs"], verbs: ["create", "list"] },
    { apiGroups: ["pipelines.kubeflow.org"], resources: ["pipelines"], verbs: ["list"] },
  ]);
});

test("the password of Airflow's user comes from Airflow's namespace, through an account that reads nothing else", () => {
  const access = trainingAccess([{ engine: "airflow", namespace: "fraud" }]);
  expect(access.map(({ kind }) => kind)).toEqual(["ServiceAccount", "SecretStore", "ExternalSecret"]);
  expect(access[1]).toMatchObject({ spec: { provider: { kubernetes: { remoteNamespace: "airflow" } } } });
});
