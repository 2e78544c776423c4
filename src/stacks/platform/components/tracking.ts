import { NAMESPACES } from "../../../constructs/kubernetes/names";
import { MLFLOW_DATABASE, Mlflow } from "../../../constructs/tracking/mlflow";
import type { ComponentRows } from "./component-row";

/** Experiments and models. */
export const TRACKING = {
  mlflow: {
    build: ({ scope, facts, chosen, web, platform }) =>
      new Mlflow(scope, "mlflow", {
        ...web,
        identity: facts.identity("mlflow"),
        artifacts: facts.bucket("artifacts"),
        server: facts.database,
        clients: [
          ...(["airflow", "prefect"] as const).filter((engine) => chosen.includes(engine)),
          ...platform.teams.map(({ name }) => name),
        ],
        podCidr: facts.podCidr,
      }),
    guardedHost: "mlflow",
    postgres: { name: MLFLOW_DATABASE, namespace: NAMESPACES.mlflow, databases: [MLFLOW_DATABASE] },
    // It shows artifacts; clients write them with their own identities.
    identities: {
      mlflow: {
        namespace: "mlflow",
        serviceAccount: "mlflow",
        buckets: [{ bucket: "artifacts", access: "read" }],
      },
    },
  },
} satisfies ComponentRows;
