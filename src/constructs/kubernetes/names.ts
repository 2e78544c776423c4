/** Namespaces of the components; other components, network policies and identities name them. */
export const NAMESPACES = {
  airflow: "airflow",
  "argo-cd": "argocd",
  "argo-workflows": "argo",
  "cert-manager": "cert-manager",
  databases: "databases",
  entry: "entry",
  "external-dns": "external-dns",
  "external-secrets": "external-secrets",
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

/** Secret store of the cloud, as External Secrets names it. */
export const CLOUD_SECRETS = "cloud";

/** Secret store of the databases' users, which the component databases makes. */
export const DATABASE_SECRETS = "databases";

/** The gateway that every web interface is reached through. */
export const ENTRY_GATEWAY = `${NAMESPACES.entry}/entry`;

/** Header in which the single sign-on of the entry gateway names who asks, by e-mail address. */
export const USER_HEADER = "x-auth-request-email";

/** Label that tells a team's namespace from the platform's own; policies aim at it. */
export const TEAM_LABEL = "mlops/team";

/** Label of everything that belongs to a model, with its name. */
export const MODEL_LABEL = "mlops/model";

/** Service account of the steps of pipelines in a team's namespace. */
export const PIPELINE_RUNNER = "pipeline-runner";

/**
 * Where a team's objects are in the bucket of pipelines. The first part is the one that the web interface of Kubeflow
 * Pipelines tells the owner of an object by.
 */
export function pipelinesPrefix(team: string): string {
  return `private-artifacts/${team}`;
}
