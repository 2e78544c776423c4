import type { Provider } from "../facts/provider";
import { CATALOGUE, COMPONENT_NAMES } from "./catalogue";
import type { ComponentName } from "./component";

/** How much of the platform to install: a small team starts small. */
export type Profile = "lite" | "minimal" | "standard" | "full";

/**
 * A laptop: tracking, serving and monitoring behind one gateway, without pipelines and delivery. On EKS also what its
 * nodes lack: autoscalers of models need metrics, and models need GPUs.
 */
const LITE: readonly ComponentName[] = [
  "cert-manager",
  "prometheus-operator-crds",
  "istio",
  "gateway-api-crds",
  "entry",
  "dex",
  "external-dns",
  "aws-load-balancer-controller",
  "karpenter",
  "external-secrets",
  "metrics-server",
  "nvidia-device-plugin",
  "mlflow",
  "databases",
  "dvc",
  "kserve",
  "kube-prometheus-stack",
];

/** Tracking, pipelines, serving and monitoring, with their dependencies. */
const MINIMAL: readonly ComponentName[] = [
  "cert-manager",
  "prometheus-operator-crds",
  "istio",
  "entry",
  "dex",
  "knative",
  "external-dns",
  "aws-load-balancer-controller",
  "external-secrets",
  "metrics-server",
  "nvidia-device-plugin",
  "karpenter",
  "mlflow",
  "databases",
  "dvc",
  "argo-cd",
  "argo-workflows",
  "kubeflow-pipelines",
  "kserve",
  "kube-prometheus-stack",
  "pushgateway",
];

/** Policies, backups, queues, cost, and additionally Airflow. */
const STANDARD: readonly ComponentName[] = [...MINIMAL, "kyverno", "velero", "airflow", "kueue", "opencost"];

/** Everything with a free licence. */
const FULL = COMPONENT_NAMES.filter((name) => CATALOGUE[name].licenceNotice === undefined);

const PROFILES: Readonly<Record<Profile, readonly ComponentName[]>> = {
  lite: LITE,
  minimal: MINIMAL,
  standard: STANDARD,
  full: FULL,
};

export const PROFILE_NAMES = Object.keys(PROFILES) as Profile[];

/** The components of a profile on a cloud or cluster, with individual overrides, in the order of the catalogue. */
export function componentsOf(
  profile: Profile,
  provider: Provider,
  switches: Readonly<Partial<Record<ComponentName, boolean>>>,
): readonly ComponentName[] {
  const included = new Set(PROFILES[profile]);
  return COMPONENT_NAMES.filter((name) => {
    return (switches[name] ?? included.has(name)) && runsOn(name, provider);
  });
}

/** Whether a component has a purpose there: a cloud may have its own instead. */
export function runsOn(component: ComponentName, provider: Provider): boolean {
  return CATALOGUE[component].providers?.includes(provider) ?? true;
}
