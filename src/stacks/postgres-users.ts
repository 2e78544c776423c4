import type { ComponentName } from "../catalogue/component";
import type { DatabaseUser } from "../constructs/data/database-user";
import { AIRFLOW_DATABASE } from "../constructs/pipelines/airflow";
import { KATIB_DATABASE } from "../constructs/pipelines/katib-application";
import { PREFECT_DATABASE } from "../constructs/pipelines/prefect";
import { MLFLOW_DATABASE } from "../constructs/tracking/mlflow";

/** Databases in PostgreSQL, by the component that uses them. */
export const POSTGRES_USERS: Readonly<Partial<Record<ComponentName, DatabaseUser>>> = {
  mlflow: { name: MLFLOW_DATABASE, databases: [MLFLOW_DATABASE] },
  airflow: { name: AIRFLOW_DATABASE, databases: [AIRFLOW_DATABASE] },
  prefect: { name: PREFECT_DATABASE, databases: [PREFECT_DATABASE] },
  katib: { name: KATIB_DATABASE, databases: [KATIB_DATABASE] },
};
