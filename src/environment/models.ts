import type { TrainingEngine } from "../catalogue/training-engine";

export type { TrainingEngine } from "../catalogue/training-engine";

/** Framework of a model; determines the server that loads it. */
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

/** Service level objectives of a model. Strings include their unit. */
export interface ModelObjective {
  /** Share of successful requests over 30 days, e.g. `99.9%`. */
  readonly availability: string;
  /** 99th percentile of the response time, e.g. `300ms`. */
  readonly latencyP99: string;
  /** Share of failed requests above which a canary is rolled back, e.g. `1%`. */
  readonly errorRate: string;
  /**
   * Score, 0 to 1, above which the model's input counts as drifted: the share of the input that is new since its
   * training.
   */
  readonly driftScore: number;
}

/** A model that the environment serves. Its version is set by releases in Git; everything else is declared here. */
export interface Model {
  /** Name of the model, of its endpoint and of its folder below `models/<cloud>-<environment>/`. */
  readonly name: string;
  /** Team responsible for it; one of `platform.teams`. The endpoint runs in its namespace. */
  readonly team: string;
  readonly framework: Framework;
  /** Folder of its versions in the environment's models bucket. */
  readonly storageUri: string;
  /** The licence of Seldon Core has to be accepted in `platform.acceptedLicences`. */
  readonly engine: "kserve" | "seldon-core";
  /** What one replica requests: processors, GiB, GPUs. */
  readonly resources: { readonly cpu: number; readonly memoryGiB: number; readonly gpus: number };
  /** `min: 0` lets the endpoint scale to zero, which only Knative supports. */
  readonly replicas: { readonly min: number; readonly max: number };
  /** Timeout of a request. */
  readonly timeoutSeconds: number;
  /** Groups requests into batches before they reach the model. @default - no batching */
  readonly batching?: { readonly maxSize: number; readonly maxLatencyMillis: number };
  /** Image that preprocesses requests and postprocesses responses, by digest. @default - none */
  readonly transformer?: string;
  /** Image that explains predictions, by digest. @default - none */
  readonly explainer?: string;
  readonly slo: ModelObjective;
  readonly drift: {
    /** Data set that the model was trained on: a file in the folder of each version, e.g. `reference.parquet`, or a URI in the environment's buckets. */
    readonly reference: string;
    /** When requests are compared with it, as a cron expression in UTC. */
    readonly schedule: string;
  };
  /** Retraining when the model has drifted. @default - only an alert */
  readonly retraining?: {
    readonly engine: TrainingEngine;
    /** Name of the pipeline, DAG or deployment that trains it. */
    readonly pipeline: string;
    /** Also trains it at these times, a cron expression in UTC. @default - only when it has drifted */
    readonly schedule?: string;
    /** Minimum hours between two trainings. */
    readonly minimumHours: number;
  };
}

/** How traffic is shifted to a new version. */
export interface Canary {
  /** Per cent of the traffic at each step; the last is 100. */
  readonly steps: readonly number[];
  /** Duration of each step. */
  readonly stepMinutes: number;
  /** Minimum number of requests before a step is evaluated. */
  readonly minimumRequests: number;
}

/** The models of an environment, and how new versions of them are released. */
export interface Models {
  readonly canary: Canary;
  /**
   * Signer of models and images: the URL of a GitHub workflow (keyless; `*` matches any run of characters), a KMS key
   * (`awskms:///alias/…`, `gcpkms://projects/…`), or a public key, PEM.
   */
  readonly signer: string;
  /**
   * Digest of `model-delivery` in the environment's registry: the image of the jobs that release, monitor and check
   * models.
   */
  readonly deliveryImage: string;
  readonly endpoints: readonly Model[];
}

type DefaultedOfModel = "storageUri" | "engine" | "resources" | "replicas" | "timeoutSeconds" | "slo";

/** A model as declared in an environment file. */
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
