import type { WorkloadIdentity } from "../../contracts";
import { Construct } from "../../framework/terraform";
import { type Manifest, ManifestBundle } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL } from "../kubernetes/names";
import type { EndpointProps } from "./endpoint-props";
import { inferenceService } from "./inference-service";
import { seldonModel } from "./seldon-model";

export interface ModelEndpointProps extends Omit<EndpointProps, "namespace" | "serviceAccount"> {
  /** Account that reads the model: the endpoint runs in its namespace, under its service account. */
  readonly identity: WorkloadIdentity;
}

/**
 * The endpoint as a manifest for the engine: one object, which Terraform, Argo CD or any other tool can apply.
 * @throws Error if the engine or its mode doesn't support the options
 */
export function endpointManifest(props: EndpointProps): Manifest {
  return props.engine === "kserve" ? inferenceService(props) : seldonModel(props);
}

/** The service account that reads a model. */
export function modelAccount(identity: WorkloadIdentity, model: string): Manifest {
  const { namespace, serviceAccount, annotations, keySecret } = identity;
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: serviceAccount, namespace, labels: { [MODEL_LABEL]: model }, annotations: { ...annotations } },
    automountServiceAccountToken: false,
    // KServe reads the key from the secrets of the account.
    ...(keySecret !== undefined && { secrets: [{ name: keySecret }] }),
  };
}

/**
 * Serves one model, on KServe or Seldon Core, applied by Terraform. If Argo CD deploys endpoints, use
 * `endpointManifest` instead.
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
