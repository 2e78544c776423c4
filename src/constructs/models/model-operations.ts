import type { ObjectStore, WorkloadIdentity } from "../../contracts";
import { Construct } from "../../framework/terraform";
import { type Manifest, ManifestBundle } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL, NAMESPACES } from "../kubernetes/names";
import type { ModelRulesProps } from "../observability/model-alert";
import { modelRules } from "../observability/model-rules";
import { modelAccount } from "../serving/model-endpoint";
import { settingsOf } from "./delivery-job";
import { driftJob } from "./drift-job";
import { canaryQueries } from "./release/canary-queries";
import { type Retraining, scheduledRetraining } from "./retraining";

export interface ModelOperationsProps extends ModelRulesProps {
  /** Image of the jobs, by digest. */
  readonly image: string;
  /** Who reads the model. @default - its engine has an account of its own for that */
  readonly identity?: WorkloadIdentity;
  /** Who runs the jobs. */
  readonly jobs: WorkloadIdentity;
  /** Where requests and reports are. */
  readonly logs: ObjectStore;
  readonly drift: {
    /** Address of the data set that the model was trained on. */
    readonly reference: string;
    /** In cron's words, UTC. */
    readonly schedule: string;
  };
  /** @default - somebody is told of drift, and nothing else */
  readonly retraining?: Retraining;
}

const NAMESPACE = NAMESPACES["model-delivery"];

/** Everything around an endpoint but the endpoint itself: rules, settings of its releases, drift job, retraining, account. */
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

/** Folder that all endpoints log to; KServe puts namespace and name behind it. */
export function payloadsOf({ uri }: Pick<ObjectStore, "uri">): string {
  return `${uri}/payloads`;
}

/** What the workflows of all models have to know of this one. */
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
