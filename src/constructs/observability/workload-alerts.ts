import type { Workload } from "../kubernetes/workload";
import type { Alert } from "./platform-alerts";

/** Also the name of its runbook. */
export const COMPONENT_UNAVAILABLE = "ComponentUnavailable";

/** What runs in a namespace for a component. */
export interface Watched {
  readonly component: NonNullable<Alert["of"]>;
  readonly namespace: string;
  readonly workloads: readonly Pick<Workload, "name" | "kind" | "alert">[];
}

/**
 * A pod that moves to another node with its volume, pulls its image and migrates its database is back within ten
 * minutes. Where users or models are cut off, someone is called after five, like for MLflow.
 */
const DURATION: Readonly<Record<Alert["severity"], string>> = { critical: "5m", warning: "10m" };

/** Number of available pods, and the label with the name, by the kind of a workload. */
const SERIES = {
  Deployment: { metric: "kube_deployment_status_replicas_available", label: "deployment" },
  StatefulSet: { metric: "kube_statefulset_status_replicas_ready", label: "statefulset" },
} as const;

type Kind = keyof typeof SERIES;

const KINDS = Object.keys(SERIES) as Kind[];

/** Without any series, kube-state-metrics is what is missing, and one alert says so: MetricsMissing. */
const COUNTED = `count(${SERIES.Deployment.metric}) > 0`;

/**
 * Alerts on every workload without an available replica: stopped, deleted or failing. The rules of kube-prometheus-stack
 * compare the pods that run with the number that is wanted: they are silent if that is 0, or if the object is gone.
 */
export function workloadAlerts(watched: readonly Watched[]): Alert[] {
  return watched.flatMap((each) =>
    (["critical", "warning"] as const).flatMap((severity) => {
      const kinds = KINDS.map((kind) => ({ kind, names: namesOf(each, kind, severity) }));
      const present = kinds.filter(({ names }) => names.length > 0);
      if (present.length === 0) return [];
      const labels = present.map(({ kind }) => `{{ $labels.${SERIES[kind].label} }}`).join("");
      return [
        {
          name: COMPONENT_UNAVAILABLE,
          of: each.component,
          expression: present.map(({ kind, names }) => unavailable(each.namespace, kind, names)).join(" or "),
          for: DURATION[severity],
          severity,
          summary: `{{ $labels.namespace }}/${labels} has no available replica.`,
        },
      ];
    }),
  );
}

function namesOf({ workloads }: Watched, wanted: Kind, severity: Alert["severity"]): string[] {
  return workloads
    .filter(({ kind = "Deployment", alert = "warning" }) => kind === wanted && alert === severity)
    .map(({ name }) => name);
}

function unavailable(namespace: string, kind: Kind, names: readonly string[]): string {
  const { metric, label } = SERIES[kind];
  // Only these labels: those of kube-state-metrics' own pod would make a new alert when it restarts.
  const stopped = `max by (namespace, ${label}) (${metric}{namespace="${namespace}", ${label}=~"${names.join("|")}"}) == 0`;
  const missing = names.map((name) => `absent(${metric}{namespace="${namespace}", ${label}="${name}"})`);
  return `${stopped} or (${missing.join(" or ")}) and on () ${COUNTED}`;
}
