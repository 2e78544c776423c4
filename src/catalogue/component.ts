import type { Provider } from "../facts/provider";

/** Every component that can be enabled on a cluster. */
export type ComponentName =
  | "cert-manager"
  | "prometheus-operator-crds"
  | "istio"
  | "gateway-api-crds"
  | "entry"
  | "knative"
  | "dex"
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

/** An image of a chart, and the value that overrides it. */
export interface ChartImage {
  /** Path in the values, names separated by dots. */
  readonly at: string;
  /** Registry and repository, without a tag. */
  readonly image: string;
  /**
   * How the chart specifies it: `repository` — a block whose `repository` contains registry and repository; `registry`
   * — a block with separate `registry` and `repository`; `text` — the path itself is registry and repository; `hub` —
   * the path is the registry including the folder of all images.
   */
  readonly form: "repository" | "registry" | "text" | "hub";
}

/** A chart at a version. */
export interface ChartPin {
  readonly name: string;
  /** `https://…` or `oci://…`, without the chart's name. */
  readonly repository: string;
  /**
   * The chart's own version, including a leading `v` if it has one: a mirror stores the chart under it, regardless of
   * upstream's file name.
   */
  readonly version: string;
  readonly images: readonly ChartImage[];
  /**
   * Where the chart has its resource definitions (CRDs). `templates`: upgraded and deleted with the release, or kept by
   * a value of the chart. `folder`: in `crds/`, which Helm installs once and never upgrades.
   * @default - it has none
   */
  readonly crds?: "templates" | "folder";
}

/** One row of the version catalogue. */
export interface CatalogueEntry {
  readonly title: string;
  readonly area: ComponentArea;
  /** Version of the software itself. */
  readonly version: string;
  /** Charts in installation order; none for components that Argo CD applies or that only consist of identities. */
  readonly charts: readonly ChartPin[];
  /** Kubernetes minor versions that the project supports with this version; `max` if it names one. */
  readonly kubernetes: { readonly min: string; readonly max?: string };
  /** Components that must be present, installed before and removed after. */
  readonly needs: readonly ComponentName[];
  /** Components that it waits for if they are enabled, but doesn't require. @default - none */
  readonly follows?: readonly ComponentName[];
  /** Components that can't run alongside it, with the reason. */
  readonly conflicts: Readonly<Partial<Record<ComponentName, string>>>;
  /** What it runs on. @default - every cloud, and every Kubernetes cluster */
  readonly providers?: readonly Provider[];
  /** SPDX identifier. */
  readonly licence: string;
  /** Restrictions of the licence, shown when the component is enabled. */
  readonly licenceNotice?: string;
  /** Last day on which the project supports this version, `YYYY-MM-DD`, if it names one. */
  readonly endOfLife?: string;
  /** Source of the version information. */
  readonly link: string;
}
