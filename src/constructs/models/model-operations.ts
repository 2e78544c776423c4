import type { ObjectStore, WorkloadIdentity } from "../../contracts";
import { Construct } from "../../framework/terraform";
import { type Manifest, ManifestBundle } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL, NAMESPACES } from "../kubernetes/names";
import type { ModelRulesProps } from "../observability/model-alert";
import { modelRules } from "../observability/model-rules";
import { modelAccount } from "../serving/model-endpoint";
import { driftJob } from "./drift-job";
import { canaryQueries } from "./release/canary-queries";
import { type Retraining, scheduledRetraining } from "./retraining";
import { settingsOf } from "./workflows/delivery-job";

export interface ModelOperationsProps extends ModelRulesProps {
  /** Image of the jobs, by digest. */
  readonly image: string;
  /** Account that reads the model. @default - its engine has one of its own */
  readonly identity?: WorkloadIdentity;
  /** Account that runs the jobs. */
  readonly jobs: WorkloadIdentity;
  /** Location of requests and reports. */
  readonly logs: ObjectStore;
  readonly drift: {
    /** The model's training data set: its address, or the name of a file next to the version that serves. */
    readonly reference: string;
    /** Cron expression, UTC. */
    readonly schedule: string;
  };
  /** @default - drift only causes an alert */
  readonly retraining?: Retraining;
}

const NAMESPACE = NAMESPACES["model-delivery"];

/**
 * Everything around an endpoint except the endpoint itself: rules, release settings, drift job, retraining, account.
 */
export class ModelOperations extends Construct {
  readonly bundle: ManifestBundle;

  constructor(scope: Construct, id: string, props: ModelOperationsProps) {
    super(scope, id);
    this.bundle = new ManifestBundle(this, "operations", {
      name: `model-${props.name}`,
      namespace: NAMESPACE,
      manifests: operationsManifests(props),
    });
  }
}

/** The same as manifests. */
export function operationsManifests(props: ModelOperationsProps): Manifest[] {
  const { name, identity, retraining, driftHours, image, jobs, logs, drift, namespace } = props;
  return [
    ...(identity ? [modelAccount(identity, name)] : []),
    settings(props),
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: settingsOf(name), namespace: NAMESPACE, labels: { [MODEL_LABEL]: name } },
      spec: { groups: modelRules(props) },
    },
    ...(driftHours === undefined
      ? []
      : [
          driftJob({
            ...drift,
            model: name,
            namespace,
            image,
            identity: jobs,
            payloads: `${payloadsOf(logs)}/${namespace}/${name}`,
            reports: `${logs.uri}/model-delivery/${name}`,
            hours: driftHours,
          }),
        ]),
    ...(retraining?.schedule === undefined ? [] : [scheduledRetraining(name, retraining.schedule)]),
  ];
}

/** Folder that all endpoints log to; KServe appends namespace and name. */
export function payloadsOf({ uri }: Pick<ObjectStore, "uri">): string {
  return `${uri}/payloads`;
}

/** What the shared workflows need to know about this model. */
function settings(props: ModelOperationsProps): Manifest {
  const { name, objective, retraining } = props;
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: settingsOf(name), namespace: NAMESPACE, labels: { [MODEL_LABEL]: name } },
    data: {
      "queries.json": JSON.stringify(canaryQueries(props)),
      "objective.json": JSON.stringify(objective),
      "retraining.json": JSON.stringify({ endpoint: name, ...(retraining ?? { engine: "none" }) }),
    },
  };
}
