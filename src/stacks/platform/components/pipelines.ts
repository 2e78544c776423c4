import { NAMESPACES } from "../../../constructs/kubernetes/names";
import { AIRFLOW_DATABASE, Airflow } from "../../../constructs/pipelines/airflow";
import { Katib } from "../../../constructs/pipelines/katib";
import { KATIB_DATABASE } from "../../../constructs/pipelines/katib-application";
import { KubeflowPipelines } from "../../../constructs/pipelines/kubeflow-pipelines";
import { KubeflowTrainer } from "../../../constructs/pipelines/kubeflow-trainer";
import { Notebooks } from "../../../constructs/pipelines/notebooks";
import { PIPELINES_DATABASE } from "../../../constructs/pipelines/pipelines-database";
import { PREFECT_DATABASE, Prefect } from "../../../constructs/pipelines/prefect";
import { trainedBy } from "../../trained-by";
import type { ComponentRows } from "./component-row";

/** Pipelines, training, tuning and notebooks. */
export const PIPELINES = {
  "kubeflow-pipelines": {
    build: ({ scope, facts, web }) =>
      new KubeflowPipelines(scope, "kubeflow-pipelines", {
        ...web,
        apiServer: facts.identity("pipelines-api"),
        ui: facts.identity("pipelines-ui"),
        server: facts.pipelinesDatabase,
        bucket: facts.bucket("pipelines"),
      }),
    guardedHost: "pipelines",
    mysql: { ...PIPELINES_DATABASE, namespace: NAMESPACES.kubeflow },
    identities: {
      "pipelines-api": {
        namespace: "kubeflow",
        serviceAccount: "ml-pipeline",
        buckets: [{ bucket: "pipelines", access: "read", onlyS3: true }],
      },
      "pipelines-ui": {
        namespace: "kubeflow",
        serviceAccount: "ml-pipeline-ui",
        buckets: [{ bucket: "pipelines", access: "read" }],
      },
    },
  },
  airflow: {
    build: ({ scope, environment, platform, facts, web, signOn }) =>
      new Airflow(scope, "airflow", {
        ...web,
        identity: facts.identity("airflow"),
        server: facts.database,
        logs: facts.bucket("logs"),
        signOn,
        dagsRepository: platform.dagsRepository,
        ...(platform.dagsKnownHosts !== undefined && { dagsKnownHosts: platform.dagsKnownHosts }),
        trainsModels: trainedBy(environment, "airflow"),
        entries: { fernetKey: facts.secretEntry("airflow-fernet-key"), deployKey: facts.secretEntry("git-deploy-key") },
      }),
    postgres: { name: AIRFLOW_DATABASE, namespace: NAMESPACES.airflow, databases: [AIRFLOW_DATABASE] },
    identities: {
      airflow: {
        namespace: "airflow",
        serviceAccount: "airflow",
        buckets: [
          { bucket: "logs", access: "read-write", prefix: "airflow" },
          { bucket: "datasets", access: "read-write" },
          { bucket: "artifacts", access: "read-write" },
        ],
        trains: "airflow",
      },
    },
  },
  prefect: {
    build: ({ scope, facts, web }) =>
      new Prefect(scope, "prefect", { ...web, identity: facts.identity("prefect"), server: facts.database }),
    guardedHost: "prefect",
    postgres: { name: PREFECT_DATABASE, namespace: NAMESPACES.prefect, databases: [PREFECT_DATABASE] },
    identities: {
      prefect: {
        namespace: "prefect",
        serviceAccount: "prefect-worker",
        buckets: [
          { bucket: "pipelines", access: "read-write", prefix: "prefect" },
          { bucket: "datasets", access: "read-write" },
          { bucket: "artifacts", access: "read-write" },
        ],
        trains: "prefect",
      },
    },
  },
  "kubeflow-trainer": {
    build: ({ scope, common }) => new KubeflowTrainer(scope, "kubeflow-trainer", common),
  },
  katib: {
    build: ({ scope, facts, web }) => new Katib(scope, "katib", { ...web, server: facts.database }),
    guardedHost: "katib",
    postgres: { name: KATIB_DATABASE, namespace: NAMESPACES.katib, databases: [KATIB_DATABASE] },
  },
  notebooks: {
    build: ({ scope, platform, web }) =>
      new Notebooks(scope, "notebooks", {
        ...web,
        teams: platform.teams.map(({ name, members = [] }) => ({ name, members })),
      }),
    guardedHost: "notebooks",
  },
} satisfies ComponentRows;
