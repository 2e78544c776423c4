export type Engine = "kserve" | "seldon-core";

/** What a model was made with; decides which server loads it. */
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
  /** How KServe runs it: `Knative` splits traffic and scales to zero, `Standard` is a plain deployment. Seldon Core has no modes. */
  readonly mode: "Knative" | "Standard";
  /** Folder of one version, `s3://…` or `gs://…`. @default - none: a release says which, in Git */
  readonly storageUri?: string;
  /** Name or alias of the version, as the registry knows it. @default - none */
  readonly version?: string;
  /** What one replica requests: processors, GiB, GPUs. */
  readonly resources: { readonly cpu: number; readonly memoryGiB: number; readonly gpus: number };
  readonly replicas: { readonly min: number; readonly max: number };
  /** After this long an answer is given up. */
  readonly timeoutSeconds: number;
  /** Requests that are put together before the model sees them. @default - none are */
  readonly batching?: { readonly maxSize: number; readonly maxLatencyMillis: number };
  /** Folder that requests and answers are logged to. @default - nothing is logged */
  readonly payloads?: string;
  /** Image that prepares requests and finishes answers, by digest. @default - none */
  readonly transformer?: string;
  /** Image that explains predictions, by digest. @default - none */
  readonly explainer?: string;
  /** Service account that may read the model. */
  readonly serviceAccount: string;
}
