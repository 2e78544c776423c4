import { GPU_NODES } from "../kubernetes/gpu-nodes";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL } from "../kubernetes/names";
import { RESTRICTED, SECCOMP } from "../kubernetes/workload";
import type { EndpointProps } from "./endpoint-props";
import { formatOf } from "./frameworks";
import { METRICS_PORT, PROTOCOL, RUNTIMES } from "./runtimes";
import { MODE } from "./traffic-split";

/**
 * Concurrent requests per replica before another one is started;
 * https://kserve.github.io/website/docs/model-serving/predictive-inference/autoscaling/knative-autoscaler
 */
const CONCURRENCY = 10;

/** CPU utilization of a replica in mode Standard before another one is started, in percent. */
const UTILISATION = 70;

/** A model on KServe. */
export function inferenceService(props: EndpointProps): Manifest {
  const { name, namespace, mode, replicas, transformer, explainer, version } = props;
  if (mode === "Standard" && replicas.min === 0) {
    throw new Error(`The endpoint ${name} can't scale to zero: KServe's mode Standard keeps at least one replica`);
  }
  return {
    apiVersion: "serving.kserve.io/v1beta1",
    kind: "InferenceService",
    metadata: {
      name,
      namespace,
      labels: { [MODEL_LABEL]: name, ...(version !== undefined && { "mlops/version": version }) },
      annotations: {
        [MODE]: mode,
        // Hosts `latest-…` and `prev-…`, for the load test and for inspecting a canary.
        ...(mode === "Knative" && { "serving.kserve.io/enable-tag-routing": "true" }),
      },
    },
    spec: {
      predictor: predictor(props),
      ...(transformer !== undefined && { transformer: container(transformer, props) }),
      ...(explainer !== undefined && { explainer: container(explainer, props) }),
    },
  };
}

function predictor(props: EndpointProps): JsonObject {
  const { framework, storageUri, batching, payloads } = props;
  const runtime = RUNTIMES[framework];
  return {
    annotations: { [METRICS_PORT]: runtime.metrics.port.toString() },
    ...scaling(props),
    ...(batching && { batcher: { maxBatchSize: batching.maxSize, maxLatency: batching.maxLatencyMillis } }),
    ...(payloads !== undefined && { logger: logger(payloads, props) }),
    model: {
      modelFormat: { name: formatOf(framework, "kserve") },
      runtime: runtime.name,
      protocolVersion: PROTOCOL,
      ...(storageUri !== undefined && { storageUri }),
      resources: size(props),
      securityContext: RESTRICTED,
    },
  };
}

/** What predictor, transformer and explainer have in common: scaling and scheduling. */
function scaling({ replicas, mode, timeoutSeconds, serviceAccount, resources: { gpus } }: EndpointProps): JsonObject {
  return {
    serviceAccountName: serviceAccount,
    minReplicas: replicas.min,
    maxReplicas: replicas.max,
    ...(mode === "Knative"
      ? { scaleMetric: "concurrency", scaleTarget: CONCURRENCY }
      : { scaleMetric: "cpu", scaleTarget: UTILISATION }),
    timeout: timeoutSeconds,
    securityContext: SECCOMP,
    ...(gpus > 0 && {
      nodeSelector: GPU_NODES.labels,
      tolerations: GPU_NODES.tolerations,
    }),
  };
}

function size({ resources: { cpu, memoryGiB, gpus } }: EndpointProps): JsonObject {
  const gpu = gpus > 0 ? { "nvidia.com/gpu": gpus.toString() } : {};
  const memory = `${Math.round(memoryGiB * 1024)}Mi`;
  return { requests: { cpu: `${Math.round(cpu * 1000)}m`, memory, ...gpu }, limits: { memory, ...gpu } };
}

/**
 * Maximum number of request and response records in one object. One object per record would be 864,000 a day at five
 * requests per second. The agent keeps records in memory until they are written, so the number is limited.
 */
const LOG_BATCH = 100;

/** An object is written after this long even if it is not full, so that drift is measured on recent data. */
const LOG_INTERVAL = "1m";

/** https://github.com/kserve/kserve/blob/v0.20.0/pkg/logger/store.go */
function logger(url: string, { serviceAccount, mode }: EndpointProps): JsonObject {
  return {
    mode: "all",
    url,
    batchSize: LOG_BATCH,
    batchInterval: LOG_INTERVAL,
    // Distinguishes the drift of a new version from that of the champion.
    ...(mode === "Knative" && { metadataHeaders: ["Knative-Serving-Revision"] }),
    storage: {
      path: "requests",
      // KServe's webhook rejects a storage without a key, and nothing reads it: the account has the credentials.
      // https://github.com/kserve/kserve/blob/v0.20.0/pkg/apis/serving/v1beta1/component.go#L406
      key: "credentials",
      parameters: { type: url.slice(0, url.indexOf(":")), format: "json" },
      serviceAccountName: serviceAccount,
    },
  };
}

function container(image: string, props: EndpointProps): JsonObject {
  const { gpus: _, ...plain } = props.resources;
  const small = { ...props, resources: { ...plain, gpus: 0 } };
  return {
    ...scaling(small),
    containers: [{ name: "kserve-container", image, resources: size(small), securityContext: RESTRICTED }],
  };
}
