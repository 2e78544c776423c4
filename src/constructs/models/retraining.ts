import type { TrainingEngine } from "../../catalogue/training-engine";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { AIRFLOW_USER, AIRFLOW_USER_SECRET } from "../pipelines/airflow-user";
import { GATE, GATE_PORTS } from "../pipelines/pipelines-gate";
import { alertBinding } from "./workflows/alert-binding";
import { DELIVERY_ACCOUNT } from "./workflows/delivery-job";
import { deliveryTemplate, parameter, WITH_SETTINGS, workflowTemplate } from "./workflows/workflow";

export type { TrainingEngine } from "../../catalogue/training-engine";

export interface Retraining {
  readonly engine: TrainingEngine;
  /** Name of the pipeline, DAG or deployment. */
  readonly pipeline: string;
  /** Namespace of the team that trains; Kubeflow Pipelines keeps pipelines and runs by namespace. */
  readonly namespace: string;
  /** Additional training schedule, as a cron expression in UTC. @default - only on drift */
  readonly schedule?: string;
  /** Minimum number of hours between two trainings. */
  readonly minimumHours: number;
}

export interface RetrainingWorkflowProps {
  readonly image: string;
  /** Engines that train a model; the workflow only gets their addresses and credentials. */
  readonly engines: readonly TrainingEngine[];
}

/**
 * Starts a model's training. The model's settings control whether and how; only one workflow at a time checks, and none
 * starts a training while another runs or before the model's minimum interval has passed, so drift that training
 * doesn't fix can't cause an endless loop.
 */
export function retrainingManifests({ image, engines }: RetrainingWorkflowProps): Manifest[] {
  return [
    workflowTemplate({
      name: "retrain-model",
      parameters: { model: undefined, reason: "schedule" },
      entrypoint: "retrain",
      mutex: `retrain-${parameter("model")}`,
      hours: 1,
      templates: [
        deliveryTemplate(
          "retrain",
          image,
          {
            args: [
              ...["retrain", "--endpoint", parameter("model")],
              ...["--settings", "/settings/retraining.json", "--reason", parameter("reason")],
            ],
          },
          reaching(engines),
        ),
      ],
    }),
    alertBinding("retrain", "retrain-model", {
      model: "payload.commonLabels.endpoint",
      reason: "payload.alerts[0].annotations.summary",
    }),
  ];
}

/** Address of an engine inside the cluster, and how it authenticates callers. */
interface Reach {
  readonly env: readonly JsonObject[];
  readonly volumes?: readonly JsonObject[];
  readonly volumeMounts?: readonly JsonObject[];
}

const REACH: Readonly<Record<TrainingEngine, Reach>> = {
  "kubeflow-pipelines": {
    env: [{ name: "KFP_URL", value: `http://${GATE}.${NAMESPACES.kubeflow}.svc:${GATE_PORTS.http}` }],
    volumes: [
      {
        name: "pipelines-token",
        projected: {
          sources: [
            { serviceAccountToken: { path: "token", expirationSeconds: 7200, audience: "pipelines.kubeflow.org" } },
          ],
        },
      },
    ],
    // Path that the SDK reads:
    // https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/connect-api/
    volumeMounts: [{ name: "pipelines-token", mountPath: "/var/run/secrets/kubeflow/pipelines", readOnly: true }],
  },
  airflow: {
    env: [
      { name: "AIRFLOW_URL", value: `http://airflow-api-server.${NAMESPACES.airflow}.svc:8080` },
      { name: "AIRFLOW_USER", value: AIRFLOW_USER },
      {
        name: "AIRFLOW_PASSWORD",
        valueFrom: { secretKeyRef: { name: AIRFLOW_USER_SECRET, key: "password" } },
      },
    ],
  },
  // Inside the cluster its server requires no credentials; network policies control access.
  prefect: { env: [{ name: "PREFECT_URL", value: `http://prefect-server.${NAMESPACES.prefect}.svc:4200` }] },
};

function reaching(engines: readonly TrainingEngine[]): JsonObject {
  const { volumes, container } = WITH_SETTINGS as { volumes: JsonObject[]; container: { volumeMounts: JsonObject[] } };
  const reaches = engines.map((engine) => REACH[engine]);
  return {
    volumes: [...volumes, ...reaches.flatMap((reach) => reach.volumes ?? [])],
    container: {
      env: reaches.flatMap(({ env }) => env),
      volumeMounts: [...container.volumeMounts, ...reaches.flatMap((reach) => reach.volumeMounts ?? [])],
    },
  };
}

/** Trains a model on a schedule, under the same limits. */
export function scheduledRetraining(model: string, schedule: string): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "CronWorkflow",
    metadata: { name: `retrain-${model}`, namespace: NAMESPACES["model-delivery"] },
    spec: {
      schedules: [schedule],
      timezone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      workflowSpec: {
        serviceAccountName: DELIVERY_ACCOUNT,
        workflowTemplateRef: { name: "retrain-model" },
        arguments: { parameters: [{ name: "model", value: model }] },
      },
    },
  };
}
