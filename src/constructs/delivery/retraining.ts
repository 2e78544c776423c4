import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { GATE, GATE_PORTS } from "../pipelines/pipelines-gate";
import { alertBinding } from "./alert-binding";
import { DELIVERY_ACCOUNT } from "./delivery-job";
import { deliveryTemplate, parameter, WITH_SETTINGS, workflowTemplate } from "./workflow";

/** What runs the training. */
export type TrainingEngine = "kubeflow-pipelines" | "airflow" | "prefect";

export interface Retraining {
  readonly engine: TrainingEngine;
  /** Name of the pipeline, DAG or deployment. */
  readonly pipeline: string;
  /** Trains at these times as well, in cron's words, UTC. @default - only on drift */
  readonly schedule?: string;
  /** Hours that have to pass between two trainings. */
  readonly minimumHours: number;
}

/**
 * Starts a model's training. The model's settings say whether and how; one workflow at a time looks, and none starts a
 * training while another runs or before the model's least interval has passed, so drift that training doesn't cure
 * can't make it train without end.
 */
export function retrainingManifests(image: string): Manifest[] {
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
          ENGINES,
        ),
      ],
    }),
    alertBinding("retrain", "retrain-model", {
      model: "payload.commonLabels.endpoint",
      reason: "payload.alerts[0].annotations.summary",
    }),
  ];
}

/** Where the engines answer inside the cluster, and the token by which Kubeflow Pipelines knows who asks. */
const ENGINES: JsonObject = {
  volumes: [
    ...(WITH_SETTINGS.volumes as readonly JsonObject[]),
    {
      name: "pipelines-token",
      projected: {
        sources: [
          { serviceAccountToken: { path: "token", expirationSeconds: 7200, audience: "pipelines.kubeflow.org" } },
        ],
      },
    },
  ],
  container: {
    env: [
      { name: "KFP_URL", value: `http://${GATE}.${NAMESPACES.kubeflow}.svc:${GATE_PORTS.http}` },
      { name: "AIRFLOW_URL", value: `http://airflow-api-server.${NAMESPACES.airflow}.svc:8080` },
      { name: "PREFECT_URL", value: `http://prefect-server.${NAMESPACES.prefect}.svc:4200/api` },
    ],
    volumeMounts: [
      ...((WITH_SETTINGS.container as JsonObject).volumeMounts as readonly JsonObject[]),
      // Where the SDK looks: https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/connect-api/
      { name: "pipelines-token", mountPath: "/var/run/secrets/kubeflow/pipelines", readOnly: true },
    ],
  },
};

/** Trains a model at fixed times, under the same limits. */
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
