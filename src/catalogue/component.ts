/** Everything that can be switched on on a cluster. */
export type ComponentName =
  | "cert-manager"
  | "prometheus-operator-crds"
  | "istio"
  | "entry"
  | "knative"
  | "external-dns"
  | "aws-load-balancer-controller"
  | "external-secrets"
  | "metrics-server"
  | "kyverno"
  | "nvidia-device-plugin"
  | "karpenter"
  | "velero"
  | "mlflow"
  | "databases"
  | "dvc"
  | "kubeflow-pipelines"
  | "airflow"
  | "prefect"
  | "kubeflow-trainer"
  | "katib"
  | "notebooks"
  | "kserve"
  | "seldon-core"
  | "kube-prometheus-stack"
  | "pushgateway"
  | "opencost"
  | "argo-cd"
  | "argo-workflows"
  | "kueue";

export type ComponentArea = "base" | "tracking" | "data" | "pipelines" | "serving" | "observability" | "delivery";

/** An image of a chart, and where in the chart's values it can be redirected. */
export interface ChartImage {
  /** Path in the values, names separated by dots. */
  readonly at: string;
  /** Registry and repository, without a tag. */
  readonly image: string;
  /**
   * How the chart spells it: `repository` — a block whose `repository` holds registry and repository; `registry` — a
   * block with `registry` and `repository` apart; `text` — the path itself is registry and repository; `hub` — the path
   * is the registry with the folder that all images are in.
   */
  readonly form: "repository" | "registry" | "text" | "hub";
}

/** A chart at a version. */
export interface ChartPin {
  readonly name: string;
  /** `https://…` or `oci://…`, without the chart's name. */
  readonly repository: string;
  /** The chart's own version, with its `v` where it has one: a mirror finds a chart by it, whatever upstream's file is called. */
  readonly version: string;
  readonly images: readonly ChartImage[];
  /**
   * Where the chart has its resource definitions (CRDs). `templates`: upgraded and deleted with the release, or kept by a value of
   * the chart. `folder`: in `crds/`, which Helm installs once and never upgrades. @default - it has none
   */
  readonly crds?: "templates" | "folder";
}

/** One row of the version catalogue. */
export interface CatalogueEntry {
  readonly title: string;
  readonly area: ComponentArea;
  /** Version of the software itself. */
  readonly version: string;
  /** Charts in the order in which they are installed; none for what Argo CD applies or what is only identities. */
  readonly charts: readonly ChartPin[];
  /** Kubernetes minor versions that the project supports with this version; `max` where it names one. */
  readonly kubernetes: { readonly min: string; readonly max?: string };
  /** Components that have to be there, installed before and removed after. */
  readonly needs: readonly ComponentName[];
  /** Components that it waits for where they are switched on, and runs without. @default - none */
  readonly follows?: readonly ComponentName[];
  /** Components that can't run beside it, with the reason. */
  readonly conflicts: Readonly<Partial<Record<ComponentName, string>>>;
  /** The only cloud that needs it; both without. */
  readonly cloud?: "aws" | "google";
  /** SPDX identifier. */
  readonly licence: string;
  /** What the licence forbids, for whoever switches the component on. */
  readonly licenceNotice?: string;
  /** Last day on which the project mends this version, `YYYY-MM-DD`, where it names one. */
  readonly endOfLife?: string;
  /** Source of the version's facts. */
  readonly link: string;
}
