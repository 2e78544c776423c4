import type * as contracts from "../../contracts";
import type { JsonObject } from "../kubernetes/json";

/**
 * Base job template of a work pool whose jobs use a key. Deployments set the same variables as with the worker's own
 * template, except for those of another cluster; unlike there, jobs run next to the worker with its account, and have
 * the key in their environment.
 * https://github.com/PrefectHQ/prefect/blob/3.9.1/src/integrations/prefect-kubernetes/prefect_kubernetes/worker.py
 */
export function jobTemplate(
  { namespace, serviceAccount, podLabels }: contracts.WorkloadIdentity,
  keySecret: string,
): JsonObject {
  return {
    variables: {
      type: "object",
      properties: {
        ...Object.fromEntries(TEXTS.map((name) => [name, { type: "string" }])),
        namespace: { type: "string", default: namespace },
        service_account_name: { type: "string", default: serviceAccount },
        image_pull_policy: { enum: ["IfNotPresent", "Always", "Never"], default: "IfNotPresent" },
        env: { type: "object", default: {} },
        labels: { type: "object", default: podLabels },
        annotations: { type: "object", default: {} },
        backoff_limit: { type: "integer", default: 0 },
        finished_job_ttl: { type: "integer" },
        job_watch_timeout_seconds: { type: "integer" },
        pod_watch_timeout_seconds: { type: "integer", default: 60 },
        stream_output: { type: "boolean", default: true },
      },
    },
    job_configuration: {
      ...Object.fromEntries(CONFIGURATION.map((name) => [name, variable(name)])),
      job_manifest: job(keySecret),
    },
  };
}

const SIZES = ["cpu_request", "cpu_limit", "memory_request", "memory_limit"] as const;

const TEXTS = ["name", "command", "image", ...SIZES] as const;

/** What the worker reads besides the manifest. */
const CONFIGURATION = [
  ...["name", "command", "env", "labels", "annotations", "namespace"],
  ...["job_watch_timeout_seconds", "pod_watch_timeout_seconds", "stream_output"],
] as const;

const variable = (name: string) => `{{ ${name} }}`;

function job(keySecret: string): JsonObject {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      annotations: variable("annotations"),
      labels: variable("labels"),
      namespace: variable("namespace"),
      generateName: `${variable("name")}-`,
    },
    spec: {
      backoffLimit: variable("backoff_limit"),
      ttlSecondsAfterFinished: variable("finished_job_ttl"),
      template: {
        spec: {
          parallelism: 1,
          completions: 1,
          restartPolicy: "Never",
          serviceAccountName: variable("service_account_name"),
          containers: [
            {
              name: "prefect-job",
              image: variable("image"),
              imagePullPolicy: variable("image_pull_policy"),
              args: variable("command"),
              env: variable("env"),
              envFrom: [{ secretRef: { name: keySecret } }],
              resources: {
                requests: { cpu: variable("cpu_request"), memory: variable("memory_request") },
                limits: { cpu: variable("cpu_limit"), memory: variable("memory_limit") },
              },
            },
          ],
        },
      },
    },
  };
}
