import type { Provider } from "../facts/provider";
import { CATALOGUE, COMPONENT_NAMES } from "./catalogue";
import type { ComponentName } from "./component";

/** How much of the platform to install: a small team starts small. */
export type Profile = "minimal" | "standard" | "full";

/** Tracking, pipelines, serving and monitoring, with their dependencies. */
const MINIMAL: readonly ComponentName[] = [
  "cert-manager",
  "prometheus-operator-crds",
  "istio",
  "entry",
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
  minimal: MINIMAL,
  standard: STANDARD,
  full: FULL,
};

export const PROFILE_NAMES = Object.keys(PROFILES) as Profile[];

/** The components of a profile on a cloud, with individual overrides, in the order of the catalogue. */
export function componentsOf(
  profile: Profile,
  cloud: Provider,
  switches: Readonly<Partial<Record<ComponentName, boolean>>>,
): readonly ComponentName[] {
  const included = new Set(PROFILES[profile]);
  return COMPONENT_NAMES.filter((name) => {
    const only = CATALOGUE[name].cloud;
    return (switches[name] ?? included.has(name)) && (only === undefined || only === cloud);
  });
}
