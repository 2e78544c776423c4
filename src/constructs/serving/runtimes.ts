import type { Framework } from "./endpoint-props";

/** A Prometheus histogram, in seconds, with one observation for each request. */
export interface HistogramMetrics {
  /** Port of the pod that serves `/metrics`. */
  readonly port: number;
  /** Name without `_bucket`. */
  readonly histogram: string;
  /** Matchers of the series that count inference requests. @default - all of them */
  readonly requests?: string;
  /** Matchers of failed requests. @default - the server does not count failures */
  readonly failed?: string;
}

/** Prometheus counters, by outcome, and the total time spent on requests. */
export interface CounterMetrics {
  /** Port of the pod that serves `/metrics`. */
  readonly port: number;
  readonly succeeded: string;
  readonly failed: string;
  /** Microseconds. */
  readonly microseconds: string;
}

export type ServerMetrics = HistogramMetrics | CounterMetrics;

/** A model server of KServe. */
export interface Runtime {
  /** Name of the ClusterServingRuntime. */
  readonly name: string;
  /** Block of the chart kserve-runtime-configs, below `kserve.servingruntime`, that sets its image. */
  readonly value: string;
  /** Versions of KServe's inference protocol over HTTP. */
  readonly protocols: readonly ("v1" | "v2")[];
  readonly metrics: ServerMetrics;
}

/** https://github.com/kserve/kserve/blob/v0.20.0/python/kserve/kserve/metrics.py */
const PYTHON: ServerMetrics = { port: 8080, histogram: "request_predict_seconds" };

/** A server of KServe's own, in Python: https://github.com/kserve/kserve/tree/v0.20.0/python */
function pythonServer(value: string): Runtime {
  return { name: `kserve-${value}`, value, protocols: ["v1", "v2"], metrics: PYTHON };
}

/**
 * Its metrics are on a separate port, which KServe's runtime does not declare.
 * https://github.com/SeldonIO/MLServer/blob/1.5.0/mlserver/settings.py, names:
 * https://github.com/stephenhillier/starlette_exporter#metrics-reference
 */
const MLSERVER: Runtime = {
  name: "kserve-mlserver",
  value: "mlserver",
  protocols: ["v2"],
  metrics: {
    port: 8082,
    histogram: "rest_server_request_duration_seconds",
    requests: 'path=~".*/infer"',
    failed: 'status_code=~"5.."',
  },
};

/** https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/metrics.html */
const TRITON: Runtime = {
  name: "kserve-tritonserver",
  value: "tritonserver",
  protocols: ["v2"],
  metrics: {
    port: 8002,
    succeeded: "nv_inference_request_success",
    failed: "nv_inference_request_failure",
    microseconds: "nv_inference_request_duration_us",
  },
};

/**
 * Which server KServe loads a model with. Every endpoint sets it explicitly: by default KServe 0.20 prefers MLServer
 * over its own servers for some frameworks, and TorchServe and TensorFlow Serving as its charts configure them export
 * no request metrics.
 * https://github.com/kserve/kserve/tree/v0.20.0/config/runtimes
 */
export const RUNTIMES: Readonly<Record<Framework, Runtime>> = {
  sklearn: pythonServer("sklearnserver"),
  xgboost: pythonServer("xgbserver"),
  lightgbm: pythonServer("lgbserver"),
  pmml: pythonServer("pmmlserver"),
  paddle: pythonServer("paddleserver"),
  huggingface: pythonServer("huggingfaceserver"),
  mlflow: MLSERVER,
  tensorflow: TRITON,
  pytorch: TRITON,
  onnx: TRITON,
};

/**
 * Protocol of every endpoint: the one that all runtimes and Seldon's servers support.
 * https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol
 */
export const PROTOCOL = "v2";

/** Annotation in which KServe sets the metrics port of a pod. */
export const METRICS_PORT = "prometheus.kserve.io/port";
