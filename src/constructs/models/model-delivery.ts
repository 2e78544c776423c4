import type { ObjectStore, SecretEntry, WorkloadIdentity } from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { SignaturePoliciesProps } from "../base/signed-images";
import { WORKFLOW_OBJECTS } from "../delivery/argo-workflows";
import { namespaceRepository } from "../kubernetes/artifact-repository";
import type { JsonObject } from "../kubernetes/json";
import { type Manifest, ManifestBundle } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { Namespace } from "../kubernetes/namespace";
import { type Dashboard, dashboardJson } from "../observability/dashboards/dashboard";
import { MODEL_DASHBOARD } from "../observability/dashboards/model-dashboard";
import type { Engine } from "../serving/endpoint-props";
import { endpointApplications } from "./endpoint-applications";
import { gatesManifests } from "./gates/gates-workflow";
import { canaryManifests } from "./release/canary-release";
import type { CanaryReleaseProps } from "./release/canary-release-props";
import { releaseAccess } from "./release/release-access";
import { type Retraining, retrainingManifests } from "./retraining";
import { signedModels } from "./signed-models";
import { trainingAccess } from "./training-access";
import { authoritiesOf } from "./workflows/authorities";

export interface ModelDeliveryProps extends CanaryReleaseProps {
  readonly identity: WorkloadIdentity;
  /** Namespaces with endpoints. */
  readonly namespaces: readonly string[];
  /** Entry of the secret store with the Git credentials of releases. */
  readonly tokenEntry: SecretEntry;
  /** Signer of models, and how unsigned models are handled. */
  readonly signatures: SignaturePoliciesProps;
  /** How models are retrained. */
  readonly trainings: readonly Pick<Retraining, "engine" | "namespace">[];
  /** Installed engines and whether Kyverno runs, which checks signatures of their endpoints. */
  readonly signed: readonly Engine[];
  /** Bucket for outputs and logs of its workflows, if all workflows have none in common. @default - the common one */
  readonly artifacts?: ObjectStore;
  /** OpenCost is installed: the dashboard shows the cost of an endpoint. @default true */
  readonly costMeasured?: boolean;
}

/**
 * Everything that releases, monitors and checks the models of an environment: a namespace, workflows, the bindings of
 * alerts, what Argo CD deploys, and the policy that blocks unsigned models.
 */
export class ModelDelivery extends Construct {
  /** What is created first. */
  readonly namespace: Namespace;
  /** What is created last. */
  readonly bundle: ManifestBundle;

  constructor(scope: Construct, id: string, props: ModelDeliveryProps) {
    super(scope, id);
    this.namespace = new Namespace(this, "namespace", { name: NAMESPACES["model-delivery"] });
    this.bundle = new ManifestBundle(this, "delivery", {
      name: "model-delivery",
      namespace: NAMESPACES["model-delivery"],
      manifests: deliveryManifests(props),
    });
    waitFor(this.bundle, this.namespace);
  }
}

/** The same as manifests. */
export function deliveryManifests(props: ModelDeliveryProps): Manifest[] {
  const { keySecret } = props.identity;
  const key = keySecret === undefined ? {} : { keySecret };
  return [
    ...releaseAccess(props),
    ...(props.artifacts ? [repository(props.artifacts, key)] : []),
    ...(props.authorities ? [authoritiesOf(props.authorities)] : []),
    ...gatesManifests({
      image: props.image,
      signer: props.signatures.signer,
      ...key,
      ...(props.authorities && { authorities: props.authorities }),
    }),
    ...canaryManifests(props),
    ...trainingAccess(props.trainings),
    ...retrainingManifests({
      image: props.image,
      engines: [...new Set(props.trainings.map(({ engine }) => engine))].sort(),
    }),
    ...endpointApplications(props),
    ...props.signed.map((engine) => signedModels(props.signatures, engine)),
    dashboard(dashboardJson(modelDashboard(props))),
  ];
}

function repository(bucket: ObjectStore, key: { readonly keySecret?: string }): Manifest {
  const namespace = NAMESPACES["model-delivery"];
  return namespaceRepository(namespace, namespace, { bucket, keyFormat: WORKFLOW_OBJECTS, ...key });
}

function modelDashboard({ costMeasured = true }: ModelDeliveryProps): Dashboard {
  const panels = MODEL_DASHBOARD.panels.filter(({ of }) => costMeasured || of !== "opencost");
  return { ...MODEL_DASHBOARD, panels };
}

function dashboard(content: JsonObject): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "dashboard-model",
      namespace: NAMESPACES["model-delivery"],
      labels: { grafana_dashboard: "1" },
    },
    data: { "mlops-model.json": JSON.stringify(content) },
  };
}
