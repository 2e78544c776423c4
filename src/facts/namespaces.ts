import { DEX } from "./embedded-sign-on";

/**
 * Namespaces of the components; other components, network policies and identities refer to them, and no team may have
 * one of these names.
 */
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
