export type Engine = "kserve" | "seldon-core";

/** The framework of a model; determines which server loads it. */
export type Framework =
  | "sklearn"
  | "xgboost"
  | "lightgbm"
  | "mlflow"
  | "tensorflow"
  | "pytorch"
  | "onnx"
  | "pmml"
  | "paddle"
  | "huggingface";

export interface EndpointProps {
  /** Name of the model and of its endpoint. */
  readonly name: string;
  /** Namespace of the team. */
  readonly namespace: string;
  readonly engine: Engine;
  readonly framework: Framework;
  /**
   * KServe mode: `Knative` splits traffic and scales to zero, `Standard` is a plain deployment. Seldon Core has no
   * modes.
   */
  readonly mode: "Knative" | "Standard";
  /** Folder of one version, `s3://…` or `gs://…`. @default - none: a release sets it, in Git */
  readonly storageUri?: string;
  /** Name or alias of the version in the registry. @default - none */
  readonly version?: string;
  /** Requests of one replica: processors, GiB, GPUs. */
  readonly resources: { readonly cpu: number; readonly memoryGiB: number; readonly gpus: number };
  readonly replicas: { readonly min: number; readonly max: number };
  /** Timeout of a request. */
  readonly timeoutSeconds: number;
  /** Batching of requests. @default - no batching */
  readonly batching?: { readonly maxSize: number; readonly maxLatencyMillis: number };
  /** Folder that requests and responses are logged to. @default - no logging */
  readonly payloads?: string;
  /** Image that preprocesses requests and postprocesses responses, by digest. @default - none */
  readonly transformer?: string;
  /** Image that explains predictions, by digest. @default - none */
  readonly explainer?: string;
  /** Service account that may read the model. */
  readonly serviceAccount: string;
}
