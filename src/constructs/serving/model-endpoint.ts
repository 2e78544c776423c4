import type { WorkloadIdentity } from "../../contracts";
import { Construct } from "../../framework/terraform";
import { type Manifest, ManifestBundle } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL } from "../kubernetes/names";
import { inferenceService } from "./inference-service";
import { seldonModel } from "./seldon-model";

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

export interface ModelEndpointProps extends Omit<EndpointProps, "namespace" | "serviceAccount"> {
  /** Who reads the model: the endpoint runs in its namespace, under its service account. */
  readonly identity: WorkloadIdentity;
}

/**
 * The endpoint as the engine reads it: one object, which Terraform, Argo CD or anything else may apply.
 * @throws Error when the engine or its mode can't do what is asked for
 */
export function endpointManifest(props: EndpointProps): Manifest {
  return props.engine === "kserve" ? inferenceService(props) : seldonModel(props);
}

/** The service account that a model is read with. */
export function modelAccount(identity: WorkloadIdentity, model: string): Manifest {
  const { namespace, serviceAccount, annotations } = identity;
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: serviceAccount, namespace, labels: { [MODEL_LABEL]: model }, annotations: { ...annotations } },
    automountServiceAccountToken: false,
  };
}

/**
 * Serves one model, on KServe or Seldon Core, applied by Terraform. Where Argo CD delivers endpoints, `endpointManifest`
 * is what it delivers.
 */
export class ModelEndpoint extends Construct {
  readonly bundle: ManifestBundle;

  constructor(scope: Construct, id: string, { identity, ...props }: ModelEndpointProps) {
    super(scope, id);
    const { namespace, serviceAccount } = identity;
    this.bundle = new ManifestBundle(this, "endpoint", {
      name: `model-${props.name}`,
      namespace,
      manifests: [modelAccount(identity, props.name), endpointManifest({ ...props, namespace, serviceAccount })],
      timeoutSeconds: 900,
    });
  }
}
