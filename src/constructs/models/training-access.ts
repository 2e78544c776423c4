import { granted } from "../delivery/granted";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { AIRFLOW_USER_READER, AIRFLOW_USER_SECRET } from "../pipelines/airflow-user";
import type { Retraining } from "./retraining";
import { DELIVERY_ACCOUNT } from "./workflows/delivery-job";

const NAMESPACE = NAMESPACES["model-delivery"];

/** Permissions of the jobs on the engines that train the models: the minimum for starting a training. */
export function trainingAccess(trainings: readonly Pick<Retraining, "engine" | "namespace">[]): Manifest[] {
  const on = (engine: Retraining["engine"]) => trainings.filter((training) => training.engine === engine);
  const teams = [...new Set(on("kubeflow-pipelines").map(({ namespace }) => namespace))].sort();
  return [
    ...teams.flatMap((team) => granted("model-training", team, DELIVERY_ACCOUNT, NAMESPACE, RUNS)),
    ...(on("airflow").length > 0 ? airflowPassword() : []),
  ];
}

/** A training is a run of its team: https://www.kubeflow.org/docs/components/pipelines/operator-guides/multi-user/ */
const RUNS: readonly JsonObject[] = [
  { apiGroups: ["pipelines.kubeflow.org"], resources: ["experiments", "runs"], verbs: ["create", "list"] },
  { apiGroups: ["pipelines.kubeflow.org"], resources: ["pipelines"], verbs: ["list"] },
];

/** Airflow's namespace holds the password of the jobs' user, and allows one account to read it. */
function airflowPassword(): Manifest[] {
  const metadata = { name: AIRFLOW_USER_READER, namespace: NAMESPACE };
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata,
      spec: {
        provider: {
          // https://external-secrets.io/latest/provider/kubernetes/
          kubernetes: {
            remoteNamespace: NAMESPACES.airflow,
            server: { caProvider: { type: "ConfigMap", name: "kube-root-ca.crt", key: "ca.crt" } },
            auth: { serviceAccount: { name: AIRFLOW_USER_READER } },
          },
        },
      },
    },
    externalSecret({
      name: AIRFLOW_USER_SECRET,
      namespace: NAMESPACE,
      store: AIRFLOW_USER_READER,
      storeKind: "SecretStore",
      data: { password: { entry: AIRFLOW_USER_SECRET, property: "password" } },
    }),
  ];
}
