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

/** What runs the training pipeline when a model has to be trained again. */
export type TrainingEngine = "kubeflow-pipelines" | "airflow" | "prefect";

/** What callers of a model may count on. Texts carry their unit. */
export interface ModelObjective {
  /** Share of requests that are answered, over 30 days, e.g. `99.9%`. */
  readonly availability: string;
  /** Time within which 99 of 100 requests are answered, e.g. `300ms`. */
  readonly latencyP99: string;
  /** Share of failed requests above which a canary is rolled back, e.g. `1%`. */
  readonly errorRate: string;
  /** Score, 0 to 1, above which what a model sees counts as drifted: the share of it that is new since its training. */
  readonly driftScore: number;
}

/** A model that the environment serves. Which version of it, releases say in Git; everything else stands here. */
export interface Model {
  /** Name of the model, of its endpoint and of its folder below `models/<cloud>-<environment>/`. */
  readonly name: string;
  /** Team that answers for it; one of `platform.teams`. The endpoint runs in its namespace. */
  readonly team: string;
  readonly framework: Framework;
  /** Where its versions are: a folder in the environment's bucket of models. */
  readonly storageUri: string;
  /** Seldon Core needs its licence accepted in `platform.acceptedLicences`. */
  readonly engine: "kserve" | "seldon-core";
  /** What one replica requests: processors, GiB, GPUs. */
  readonly resources: { readonly cpu: number; readonly memoryGiB: number; readonly gpus: number };
  /** `min: 0` lets the endpoint scale to zero, which Knative alone can. */
  readonly replicas: { readonly min: number; readonly max: number };
  /** After this long an answer is given up. */
  readonly timeoutSeconds: number;
  /** Requests that are put together before the model sees them. @default - none are */
  readonly batching?: { readonly maxSize: number; readonly maxLatencyMillis: number };
  /** Image that prepares requests and finishes answers, by digest. @default - none */
  readonly transformer?: string;
  /** Image that explains predictions, by digest. @default - none */
  readonly explainer?: string;
  readonly slo: ModelObjective;
  readonly drift: {
    /** Data set that the model was trained on: a file in the model's folder, e.g. `reference.parquet`, or a URI in the environment's buckets. */
    readonly reference: string;
    /** When requests are compared with it, in cron's words, UTC. */
    readonly schedule: string;
  };
  /** What happens when the model has drifted. @default - somebody is told, and nothing else */
  readonly retraining?: {
    readonly engine: TrainingEngine;
    /** Name of the pipeline, DAG or deployment that trains it. */
    readonly pipeline: string;
    /** Trains it at these times as well, in cron's words, UTC. @default - only when it has drifted */
    readonly schedule?: string;
    /** Hours that have to pass between two trainings. */
    readonly minimumHours: number;
  };
}

/** How a new version gets its traffic. */
export interface Canary {
  /** Per cent of the traffic, step by step; the last is 100. */
  readonly steps: readonly number[];
  /** How long each step is watched. */
  readonly stepMinutes: number;
  /** Requests that a step has to see before it says anything. */
  readonly minimumRequests: number;
}

/** The models of an environment, and how new versions of them get there. */
export interface Models {
  readonly canary: Canary;
  /**
   * Who signs models and images: a workflow of GitHub by its address (keyless; `*` stands for anything), or the key of a
   * cloud: `awskms:///alias/…`, `gcpkms://projects/…`.
   */
  readonly signer: string;
  /** Digest of `model-delivery` in the environment's registry: the image of the jobs that release, watch and check models. */
  readonly deliveryImage: string;
  readonly endpoints: readonly Model[];
}

type DefaultedOfModel = "storageUri" | "engine" | "resources" | "replicas" | "timeoutSeconds" | "slo";

/** What a team writes of a model. */
export interface ModelInput
  extends Omit<Model, DefaultedOfModel | "drift" | "retraining">,
    Partial<Pick<Model, "storageUri" | "engine" | "timeoutSeconds">> {
  readonly resources?: Partial<Model["resources"]>;
  readonly replicas?: Partial<Model["replicas"]>;
  readonly slo?: Partial<ModelObjective>;
  readonly drift: Pick<Model["drift"], "reference"> & Partial<Model["drift"]>;
  readonly retraining?: Omit<NonNullable<Model["retraining"]>, "minimumHours"> & { readonly minimumHours?: number };
}

export interface ModelsInput {
  readonly canary?: Partial<Canary>;
  readonly signer?: string;
  readonly deliveryImage: string;
  readonly endpoints: readonly ModelInput[];
}
