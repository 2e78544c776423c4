import type { WorkloadIdentity } from "../../contracts";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL } from "../kubernetes/names";
import { SECCOMP } from "../kubernetes/workload";
import { deliveryContainer, WORK } from "./workflows/delivery-job";

export interface DriftJobProps {
  readonly model: string;
  /** Namespace of its endpoint. */
  readonly namespace: string;
  readonly image: string;
  /** Account that runs it: it reads payloads and the model's training data set. */
  readonly identity: WorkloadIdentity;
  /** Schedule as a cron expression, UTC. */
  readonly schedule: string;
  /** Folder that the model's requests and responses are logged to. */
  readonly payloads: string;
  /** The model's training data set: its address, or the name of a file next to the version that serves. */
  readonly reference: string;
  /** Folder for reports. */
  readonly reports: string;
  /** Hours of requests to analyze. */
  readonly hours: number;
}

/** Compares a model's requests with its training data, and pushes the drift scores to Prometheus. */
export function driftJob(props: DriftJobProps): Manifest {
  const { model, image, identity, schedule, payloads, reports, hours } = props;
  const { serviceAccount, podLabels, keySecret } = identity;
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: `drift-${model}`, namespace: identity.namespace, labels: { [MODEL_LABEL]: model } },
    spec: {
      schedule,
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: 3600,
          ttlSecondsAfterFinished: 86_400,
          template: {
            metadata: { labels: { [MODEL_LABEL]: model, ...podLabels } },
            spec: {
              serviceAccountName: serviceAccount,
              restartPolicy: "Never",
              securityContext: { ...SECCOMP, runAsNonRoot: true },
              containers: [
                {
                  name: "drift",
                  ...deliveryContainer(image, {
                    args: [
                      ...["drift", "--endpoint", model, "--payloads", payloads, ...referenceOf(props)],
                      ...["--hours", String(hours), "--reports", reports],
                    ],
                    ...(keySecret !== undefined && { keySecret }),
                    size: { cpuMillis: 500, memoryMiB: 2048 },
                  }),
                },
              ],
              volumes: [WORK],
            },
          },
        },
      },
    },
  };
}

function referenceOf({ namespace, reference }: DriftJobProps): string[] {
  return reference.includes("://")
    ? ["--reference", reference]
    : ["--namespace", namespace, "--reference-file", reference];
}
