import { generatedPassword } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";

/**
 * Airflow user of the model-delivery jobs. Airflow doesn't support Kubernetes tokens: its API requires a user's token.
 */
export const AIRFLOW_USER = "model-delivery";

/** Secret with the user's password, key `password`. */
export const AIRFLOW_USER_SECRET = "airflow-delivery-user";

/** Account in the namespace of model delivery that can only read the password. */
export const AIRFLOW_USER_READER = "airflow-user-reader";

/**
 * The role of the user: it lists and starts runs.
 * https://airflow.apache.org/docs/apache-airflow-providers-fab/stable/auth-manager/access-control.html
 */
const ROLE = "Retraining";

/** The password, generated on the cluster, and permission to read it. */
export function airflowUserSecret(namespace: string): Manifest[] {
  const metadata = { name: AIRFLOW_USER_READER, namespace };
  return [
    ...generatedPassword(AIRFLOW_USER_SECRET, namespace, 32),
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata,
      rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: [AIRFLOW_USER_SECRET], verbs: ["get"] }],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: AIRFLOW_USER_READER },
      subjects: [{ kind: "ServiceAccount", name: AIRFLOW_USER_READER, namespace: NAMESPACES["model-delivery"] }],
    },
  ];
}

/**
 * Values of the chart's job that creates users. It is safe to run again: the role and the user are created once, the
 * password is set each time, so a new one in the secret takes effect after the next deployment.
 */
export function airflowUserJob(job: JsonObject): JsonObject {
  return {
    ...job,
    enabled: true,
    args: ["bash", "-c", AIRFLOW_USER_SCRIPT],
    env: [{ name: "DELIVERY_PASSWORD", valueFrom: { secretKeyRef: { name: AIRFLOW_USER_SECRET, key: "password" } } }],
  };
}

/** The password is passed through standard input, so that it is not visible in the process list. */
export const AIRFLOW_USER_SCRIPT = `set -euo pipefail
airflow db check-migrations --migration-wait-timeout 300
airflow roles create ${ROLE}
airflow roles add-perms ${ROLE} --resource "DAG Runs" --action can_read can_create
airflow roles add-perms ${ROLE} --resource DAGs --action can_read can_edit
airflow users create --username ${AIRFLOW_USER} --role ${ROLE} --email ${AIRFLOW_USER}@platform.invalid \
  --firstname Model --lastname Delivery --use-random-password
printf '%s\\n%s\\n' "$DELIVERY_PASSWORD" "$DELIVERY_PASSWORD" | airflow users reset-password --username ${AIRFLOW_USER}
`;
