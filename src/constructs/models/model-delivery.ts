import type { WorkloadIdentity } from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { SignaturePoliciesProps } from "../base/signed-images";
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

export interface ModelDeliveryProps extends CanaryReleaseProps {
  readonly identity: WorkloadIdentity;
  /** Namespaces with endpoints. */
  readonly namespaces: readonly string[];
  /** Entry of the secret store with what releases commit to Git with. */
  readonly tokenEntry: string;
  /** Who signs models, and what happens to those that nobody signed. */
  readonly signatures: SignaturePoliciesProps;
  /** How models are retrained. */
  readonly trainings: readonly Pick<Retraining, "engine" | "namespace">[];
  /** Engines that are there, with Kyverno, which asks their endpoints for signatures. */
  readonly signed: readonly Engine[];
  /** OpenCost runs: the dashboard shows what an endpoint costs. @default true */
  readonly costMeasured?: boolean;
}

/**
 * What releases, watches and checks every model of an environment: a namespace, workflows, what alerts start, what Argo CD
 * delivers, and the policy that refuses models that nobody signed.
 */
export class ModelDelivery extends Construct {
  /** What is made last. */
  readonly bundle: ManifestBundle;

  constructor(scope: Construct, id: string, props: ModelDeliveryProps) {
    super(scope, id);
    const namespace = new Namespace(this, "namespace", { name: NAMESPACES["model-delivery"] });
    this.bundle = new ManifestBundle(this, "delivery", {
      name: "model-delivery",
      namespace: NAMESPACES["model-delivery"],
      manifests: deliveryManifests(props),
    });
    waitFor(this.bundle, namespace);
  }
}

/** The same as manifests. */
export function deliveryManifests(props: ModelDeliveryProps): Manifest[] {
  return [
    ...releaseAccess(props),
    ...gatesManifests({ image: props.image, signer: props.signatures.signer }),
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
