import type { CatalogueEntry, ChartImage, ChartPin, ComponentName } from "./component";

const ARGO = "https://argoproj.github.io/argo-helm";
const ISTIO = "https://istio-release.storage.googleapis.com/charts";
const KSERVE = "oci://ghcr.io/kserve/charts";
const PREFECT = "https://prefecthq.github.io/prefect-helm";
const SELDON = "https://seldonio.github.io/helm-charts";
const KARPENTER = "oci://public.ecr.aws/karpenter";
const PROMETHEUS = "https://prometheus-community.github.io/helm-charts";

function chart(name: string, repository: string, version: string, images: readonly ChartImage[] = []): ChartPin {
  return { name, repository, version, images };
}

const withCrds = (pin: ChartPin, crds: "templates" | "folder"): ChartPin => ({ ...pin, crds });

const repository = (at: string, image: string): ChartImage => ({ at, image, form: "repository" });
const registry = (at: string, image: string): ChartImage => ({ at, image, form: "registry" });
const text = (at: string, image: string): ChartImage => ({ at, image, form: "text" });

/**
 * The only place that defines versions. An upgrade changes one row; `mlops inventory` and the documentation are
 * generated from it, and a combination that a row forbids is rejected before synthesis.
 */
export const CATALOGUE: Readonly<Record<ComponentName, CatalogueEntry>> = {
  "cert-manager": {
    title: "cert-manager",
    area: "base",
    version: "1.21.1",
    charts: [
      withCrds(
        chart("cert-manager", "https://charts.jetstack.io", "v1.21.1", [
          { at: "imageRegistry", image: "quay.io/jetstack", form: "hub" },
        ]),
        "templates",
      ),
    ],
    kubernetes: { min: "1.33", max: "1.36" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://cert-manager.io/docs/releases/",
  },
  "prometheus-operator-crds": {
    title: "Prometheus operator's resource definitions",
    area: "base",
    version: "0.93.1",
    charts: [withCrds(chart("prometheus-operator-crds", PROMETHEUS, "31.0.1"), "templates")],
    kubernetes: { min: "1.25" },
    needs: [],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus-operator-crds",
  },
  istio: {
    title: "Istio",
    area: "base",
    version: "1.30.3",
    charts: [
      withCrds(chart("base", ISTIO, "1.30.3"), "templates"),
      chart("istiod", ISTIO, "1.30.3", [{ at: "global.hub", image: "docker.io/istio", form: "hub" }]),
    ],
    kubernetes: { min: "1.32" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://istio.io/latest/docs/releases/supported-releases/",
  },
  "gateway-api-crds": {
    title: "Gateway API's resource definitions",
    area: "base",
    // The version that Istio and KServe are built with: https://istio.io/latest/news/releases/1.30.x/announcing-1.30/upgrade-notes/
    version: "1.5.1",
    // The Gateway API publishes no chart. This one contains its definitions; Envoy Gateway's own are left out.
    charts: [withCrds(chart("gateway-crds-helm", "oci://docker.io/envoyproxy", "v1.8.3"), "templates")],
    kubernetes: { min: "1.32" },
    needs: ["istio"],
    conflicts: {},
    // GKE has the definitions of its own.
    providers: ["aws", "kubernetes"],
    licence: "Apache-2.0",
    link: "https://gateway.envoyproxy.io/news/releases/matrix/",
  },
  entry: {
    title: "Entry gateway with single sign-on",
    area: "base",
    version: "1.30.3",
    charts: [chart("gateway", ISTIO, "1.30.3")],
    kubernetes: { min: "1.32" },
    needs: ["istio", "cert-manager", "external-secrets", "aws-load-balancer-controller"],
    follows: ["gateway-api-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://istio.io/latest/docs/setup/additional-setup/gateway/",
  },
  knative: {
    title: "Knative Serving",
    area: "base",
    version: "1.21.1",
    charts: [
      // Its repository lists the file as v1.23.0, which Helm finds by this version too.
      withCrds(
        chart("knative-operator", "https://knative.github.io/operator", "1.23.0", [
          text("knative_operator.knative_operator.image", "gcr.io/knative-releases/knative.dev/operator/cmd/operator"),
          text("knative_operator.operator_webhook.image", "gcr.io/knative-releases/knative.dev/operator/cmd/webhook"),
        ]),
        "templates",
      ),
    ],
    kubernetes: { min: "1.33" },
    needs: ["entry"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://knative.dev/docs/install/operator/knative-with-operators/",
  },
  dex: {
    title: "Dex",
    area: "base",
    version: "2.45.1",
    charts: [],
    kubernetes: { min: "1.25" },
    needs: ["entry", "external-secrets", "prometheus-operator-crds"],
    conflicts: {},
    providers: ["kubernetes"],
    licence: "Apache-2.0",
    link: "https://dexidp.io/docs/",
  },
  "external-dns": {
    title: "ExternalDNS",
    area: "base",
    version: "0.21.0",
    charts: [
      withCrds(
        chart("external-dns", "https://kubernetes-sigs.github.io/external-dns/", "1.21.1", [
          repository("image", "registry.k8s.io/external-dns/external-dns"),
        ]),
        "folder",
      ),
    ],
    kubernetes: { min: "1.30" },
    needs: ["entry", "prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://kubernetes-sigs.github.io/external-dns/",
  },
  "aws-load-balancer-controller": {
    title: "AWS Load Balancer Controller",
    area: "base",
    version: "3.5.0",
    charts: [
      withCrds(
        chart("aws-load-balancer-controller", "https://aws.github.io/eks-charts", "3.5.0", [
          repository("image", "public.ecr.aws/eks/aws-load-balancer-controller"),
        ]),
        "folder",
      ),
    ],
    kubernetes: { min: "1.22" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    providers: ["aws"],
    licence: "Apache-2.0",
    link: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/",
  },
  "external-secrets": {
    title: "External Secrets",
    area: "base",
    version: "2.9.0",
    charts: [
      withCrds(
        chart("external-secrets", "https://charts.external-secrets.io", "2.9.0", [
          repository("image", "ghcr.io/external-secrets/external-secrets"),
          repository("webhook.image", "ghcr.io/external-secrets/external-secrets"),
          repository("certController.image", "ghcr.io/external-secrets/external-secrets"),
        ]),
        "templates",
      ),
    ],
    kubernetes: { min: "1.33" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://external-secrets.io/latest/introduction/stability-support/",
  },
  "metrics-server": {
    title: "Metrics Server",
    area: "base",
    version: "0.8.1",
    charts: [
      chart("metrics-server", "https://kubernetes-sigs.github.io/metrics-server/", "3.13.1", [
        repository("image", "registry.k8s.io/metrics-server/metrics-server"),
      ]),
    ],
    kubernetes: { min: "1.31" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    providers: ["aws"],
    licence: "Apache-2.0",
    link: "https://github.com/kubernetes-sigs/metrics-server#compatibility-matrix",
  },
  kyverno: {
    title: "Kyverno",
    area: "base",
    version: "1.19.0",
    charts: [
      withCrds(
        chart("kyverno", "https://kyverno.github.io/kyverno/", "3.9.0", [
          text("global.image.registry", "reg.kyverno.io"),
          registry("test.image", "ghcr.io/kyverno/readiness-checker"),
          registry("webhooksCleanup.image", "ghcr.io/kyverno/readiness-checker"),
        ]),
        "templates",
      ),
    ],
    kubernetes: { min: "1.33" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://kyverno.io/docs/releases/",
  },
  "nvidia-device-plugin": {
    title: "NVIDIA device plugin",
    area: "base",
    version: "0.20.0",
    charts: [
      chart("nvidia-device-plugin", "https://nvidia.github.io/k8s-device-plugin", "0.20.0", [
        repository("image", "nvcr.io/nvidia/k8s-device-plugin"),
      ]),
    ],
    kubernetes: { min: "1.10" },
    needs: [],
    conflicts: {},
    providers: ["aws"],
    licence: "Apache-2.0",
    link: "https://github.com/NVIDIA/k8s-device-plugin",
  },
  karpenter: {
    title: "Karpenter",
    area: "base",
    version: "1.14.1",
    charts: [
      withCrds(chart("karpenter-crd", KARPENTER, "1.14.1"), "templates"),
      withCrds(
        chart("karpenter", KARPENTER, "1.14.1", [
          repository("controller.image", "public.ecr.aws/karpenter/controller"),
        ]),
        "folder",
      ),
    ],
    kubernetes: { min: "1.33", max: "1.36" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    providers: ["aws"],
    licence: "Apache-2.0",
    link: "https://karpenter.sh/docs/upgrading/compatibility/",
  },
  velero: {
    title: "Velero",
    area: "base",
    version: "1.18.1",
    charts: [
      withCrds(
        chart("velero", "https://vmware-tanzu.github.io/helm-charts", "12.1.0", [
          repository("image", "docker.io/velero/velero"),
        ]),
        "folder",
      ),
    ],
    kubernetes: { min: "1.30" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://github.com/vmware-tanzu/velero#velero-compatibility-matrix",
  },
  mlflow: {
    title: "MLflow",
    area: "tracking",
    version: "3.15.1",
    charts: [
      chart("mlflow", "https://community-charts.github.io/helm-charts", "1.11.5", [
        repository("image", "docker.io/burakince/mlflow"),
        repository("initImages.dbchecker", "docker.io/library/busybox"),
        repository("initImages.mlflowDbMigration", "docker.io/burakince/mlflow"),
        repository("oauth2Proxy.image", "quay.io/oauth2-proxy/oauth2-proxy"),
      ]),
    ],
    kubernetes: { min: "1.30" },
    needs: ["entry", "external-secrets", "databases", "prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://mlflow.org/docs/latest/self-hosting/",
  },
  databases: {
    title: "Databases and users of the components",
    area: "data",
    version: "17",
    charts: [],
    kubernetes: { min: "1.30" },
    needs: ["external-secrets"],
    conflicts: {},
    licence: "PostgreSQL",
    link: "https://www.postgresql.org/support/versioning/",
    endOfLife: "2029-11-08",
  },
  dvc: {
    title: "DVC remote",
    area: "data",
    version: "3",
    charts: [],
    kubernetes: { min: "1.30" },
    needs: [],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://dvc.org/doc/user-guide/data-management/remote-storage",
  },
  "kubeflow-pipelines": {
    title: "Kubeflow Pipelines",
    area: "pipelines",
    version: "2.17.0",
    charts: [],
    kubernetes: { min: "1.34" },
    needs: ["argo-cd", "argo-workflows", "entry", "external-secrets", "databases"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://github.com/kubeflow/pipelines#dependencies-compatibility-matrix",
  },
  airflow: {
    title: "Apache Airflow",
    area: "pipelines",
    version: "3.2.2",
    charts: [
      chart("airflow", "https://airflow.apache.org", "1.22.0", [
        text("defaultAirflowRepository", "docker.io/apache/airflow"),
        repository("images.statsd", "quay.io/prometheus/statsd-exporter"),
        repository("images.gitSync", "registry.k8s.io/git-sync/git-sync"),
      ]),
    ],
    kubernetes: { min: "1.30" },
    needs: ["entry", "external-secrets", "databases"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://airflow.apache.org/docs/helm-chart/stable/",
  },
  prefect: {
    title: "Prefect",
    area: "pipelines",
    version: "3.9.1",
    charts: [
      chart("prefect-server", PREFECT, "2026.8.18172642", [
        repository("global.prefect.image", "docker.io/prefecthq/prefect"),
      ]),
      chart("prefect-worker", PREFECT, "2026.8.18172642", [repository("worker.image", "docker.io/prefecthq/prefect")]),
      chart("prometheus-prefect-exporter", PREFECT, "2026.8.18172642", [
        repository("image", "docker.io/prefecthq/prometheus-prefect-exporter"),
      ]),
    ],
    kubernetes: { min: "1.30" },
    needs: ["entry", "external-secrets", "databases", "prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://docs.prefect.io/v3/advanced/server-helm",
  },
  "kubeflow-trainer": {
    title: "Kubeflow Trainer",
    area: "pipelines",
    version: "2.3.0",
    charts: [
      withCrds(
        chart("kubeflow-trainer", "oci://ghcr.io/kubeflow/charts", "2.3.0", [
          registry("image", "ghcr.io/kubeflow/trainer/trainer-controller-manager"),
          repository("jobset.image", "registry.k8s.io/jobset/jobset"),
        ]),
        "folder",
      ),
    ],
    kubernetes: { min: "1.30" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://www.kubeflow.org/docs/components/trainer/",
  },
  katib: {
    title: "Katib",
    area: "pipelines",
    version: "v0.19.0",
    charts: [],
    kubernetes: { min: "1.29" },
    needs: ["entry", "cert-manager", "external-secrets", "databases", "argo-cd", "prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://www.kubeflow.org/docs/components/katib/",
  },
  notebooks: {
    title: "Kubeflow Notebooks",
    area: "pipelines",
    version: "v1.11.0",
    charts: [],
    kubernetes: { min: "1.29" },
    needs: ["entry", "argo-cd", "prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://www.kubeflow.org/docs/components/notebooks/",
  },
  kserve: {
    title: "KServe",
    area: "serving",
    version: "0.20.0",
    charts: [
      withCrds(chart("kserve-crd", KSERVE, "v0.20.0"), "templates"),
      chart("kserve-resources", KSERVE, "v0.20.0", [
        text("kserve.controller.image", "docker.io/kserve/kserve-controller"),
        text("kserve.storage.image", "docker.io/kserve/storage-initializer"),
        text("kserve.router.image", "docker.io/kserve/router"),
        text("kserve.agent.image", "docker.io/kserve/agent"),
      ]),
      chart(
        "kserve-runtime-configs",
        KSERVE,
        "v0.20.0",
        [
          ["autogluonserver", "docker.io/kserve/autogluonserver"],
          ["huggingfaceserver", "docker.io/kserve/huggingfaceserver"],
          ["lgbserver", "docker.io/kserve/lgbserver"],
          ["mlserver", "docker.io/seldonio/mlserver"],
          ["paddleserver", "docker.io/kserve/paddleserver"],
          ["pmmlserver", "docker.io/kserve/pmmlserver"],
          ["predictiveserver", "docker.io/kserve/predictiveserver"],
          ["sklearnserver", "docker.io/kserve/sklearnserver"],
          ["tensorflow", "docker.io/tensorflow/serving"],
          ["torchserve", "docker.io/pytorch/torchserve-kfs"],
          ["tritonserver", "nvcr.io/nvidia/tritonserver"],
          ["xgbserver", "docker.io/kserve/xgbserver"],
        ].map(([runtime, image = ""]) => text(`kserve.servingruntime.${runtime}.image`, image)),
      ),
    ],
    kubernetes: { min: "1.32" },
    needs: ["cert-manager", "entry", "prometheus-operator-crds"],
    // Looks for Knative's definitions only once, at startup.
    follows: ["knative"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://kserve.github.io/website/",
  },
  "seldon-core": {
    title: "Seldon Core",
    area: "serving",
    version: "2.10.2",
    charts: [
      withCrds(chart("seldon-core-v2-crds", SELDON, "2.10.2"), "templates"),
      chart("seldon-core-v2-setup", SELDON, "2.10.2", [
        registry("controller.image", "docker.io/seldonio/seldonv2-controller"),
        registry("scheduler.image", "docker.io/seldonio/seldon-scheduler"),
        registry("envoy.image", "docker.io/seldonio/seldon-envoy"),
      ]),
      chart("seldon-core-v2-runtime", SELDON, "2.10.2"),
      chart("seldon-core-v2-servers", SELDON, "2.10.2"),
    ],
    kubernetes: { min: "1.27" },
    needs: ["prometheus-operator-crds"],
    conflicts: {},
    licence: "BUSL-1.1",
    licenceNotice: "Production use requires a licence from the vendor; evaluation and development are free.",
    link: "https://docs.seldon.ai/seldon-core-2",
  },
  "kube-prometheus-stack": {
    title: "Prometheus, Alertmanager and Grafana",
    area: "observability",
    version: "0.93.1",
    charts: [
      chart("kube-prometheus-stack", PROMETHEUS, "88.5.3", [{ at: "global.imageRegistry", image: "", form: "hub" }]),
    ],
    kubernetes: { min: "1.25" },
    needs: ["prometheus-operator-crds", "entry", "external-secrets"],
    conflicts: {},
    licence: "Apache-2.0 AND AGPL-3.0-only",
    link: "https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack",
  },
  pushgateway: {
    title: "Pushgateway",
    area: "observability",
    version: "1.11.3",
    charts: [
      chart("prometheus-pushgateway", PROMETHEUS, "3.8.0", [registry("image", "quay.io/prometheus/pushgateway")]),
    ],
    kubernetes: { min: "1.25" },
    needs: ["kube-prometheus-stack"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus-pushgateway",
  },
  opencost: {
    title: "OpenCost",
    area: "observability",
    version: "1.120.1",
    charts: [
      chart("opencost", "https://opencost.github.io/opencost-helm-chart", "2.5.17", [
        registry("opencost.exporter.image", "ghcr.io/opencost/opencost"),
        registry("opencost.ui.image", "ghcr.io/opencost/opencost-ui"),
      ]),
    ],
    kubernetes: { min: "1.30" },
    needs: ["kube-prometheus-stack"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://opencost.io/docs/installation/helm/",
  },
  "argo-cd": {
    title: "Argo CD",
    area: "delivery",
    version: "3.4.4",
    charts: [
      withCrds(
        chart("argo-cd", ARGO, "10.1.1", [
          repository("global.image", "quay.io/argoproj/argocd"),
          repository("redis.image", "ecr-public.aws.com/docker/library/redis"),
        ]),
        "templates",
      ),
    ],
    kubernetes: { min: "1.32", max: "1.35" },
    needs: ["entry", "external-secrets", "prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://argo-cd.readthedocs.io/en/stable/operator-manual/tested-kubernetes-versions/",
  },
  "argo-workflows": {
    title: "Argo Workflows",
    area: "delivery",
    version: "4.0.6",
    charts: [
      withCrds(
        chart("argo-workflows", ARGO, "1.0.18", [
          registry("controller.image", "quay.io/argoproj/workflow-controller"),
          registry("executor.image", "quay.io/argoproj/argoexec"),
          registry("server.image", "quay.io/argoproj/argocli"),
        ]),
        "templates",
      ),
    ],
    kubernetes: { min: "1.30" },
    needs: ["entry", "external-secrets", "prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://argo-workflows.readthedocs.io/en/stable/releases/",
  },
  kueue: {
    title: "Kueue",
    area: "delivery",
    version: "0.19.2",
    charts: [
      withCrds(
        chart("kueue", "oci://registry.k8s.io/kueue/charts", "0.19.2", [
          repository("controllerManager.manager.image", "registry.k8s.io/kueue/kueue"),
        ]),
        "templates",
      ),
    ],
    kubernetes: { min: "1.29" },
    needs: ["cert-manager", "prometheus-operator-crds"],
    conflicts: {},
    licence: "Apache-2.0",
    link: "https://kueue.sigs.k8s.io/docs/installation/",
  },
};

/** All names, in the order of the catalogue. */
export const COMPONENT_NAMES = Object.keys(CATALOGUE) as ComponentName[];
