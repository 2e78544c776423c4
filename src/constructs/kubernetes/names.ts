import { DEX } from "../../facts/embedded-sign-on";

/** Namespaces of the components; other components, network policies and identities refer to them. */
export const NAMESPACES = {
  airflow: "airflow",
  "argo-cd": "argocd",
  "argo-workflows": "argo",
  "cert-manager": "cert-manager",
  databases: "databases",
  entry: "entry",
  dex: DEX.name,
  "external-dns": "external-dns",
  "external-secrets": "external-secrets",
  foundation: "foundation",
  istio: "istio-system",
  knative: "knative-serving",
  "knative-operator": "knative-operator",
  katib: "katib",
  kserve: "kserve",
  "kube-system": "kube-system",
  kubeflow: "kubeflow",
  "kubeflow-trainer": "kubeflow-trainer",
  kueue: "kueue-system",
  kyverno: "kyverno",
  mlflow: "mlflow",
  "model-delivery": "model-delivery",
  monitoring: "monitoring",
  notebooks: "notebooks",
  prefect: "prefect",
  seldon: "seldon-mesh",
  velero: "velero",
} as const;

/** Secret store of the cloud, by its name in External Secrets. */
export const CLOUD_SECRETS = "cloud";

/** Secret store with the database users, created by the component databases. */
export const DATABASE_SECRETS = "databases";

/** The gateway that serves every web interface. */
export const ENTRY_GATEWAY = `${NAMESPACES.entry}/entry`;

/** Header in which the single sign-on of the entry gateway passes the user's e-mail address. */
export const USER_HEADER = "x-auth-request-email";

/** Label that distinguishes a team's namespace from the platform's own; policies select by it. */
export const TEAM_LABEL = "mlops/team";

/** Label of everything that belongs to a model, with the model's name. */
export const MODEL_LABEL = "mlops/model";

/** Service account of pipeline steps in a team's namespace. */
export const PIPELINE_RUNNER = "pipeline-runner";

/**
 * Where a team's objects are in the bucket of pipelines. The web interface of Kubeflow Pipelines identifies the owner
 * of an object by the first part.
 */
export function pipelinesPrefix(team: string): string {
  return `private-artifacts/${team}`;
}
