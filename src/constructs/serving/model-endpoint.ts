import type { WorkloadIdentity } from "../../contracts";
import { Construct } from "../../framework/terraform";
import { type Manifest, ManifestBundle } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL } from "../kubernetes/names";
import type { EndpointProps } from "./endpoint-props";
import { inferenceService } from "./inference-service";
import { seldonModel } from "./seldon-model";

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
