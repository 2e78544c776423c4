import type { Manifest } from "./manifest-bundle";

export interface MonitorProps {
  readonly name: string;
  /** Namespace of the monitor. */
  readonly namespace: string;
  /** Label that the pods have, with its value or whatever it is. */
  readonly label: readonly [string] | readonly [string, string];
  /** Port of the pods, by name or number. */
  readonly port: string | number;
  /** @default "/metrics" */
  readonly path?: string;
  /** Namespaces of the pods. @default - that of the monitor */
  readonly everywhere?: true;
  /** Labels of the pods that their metrics carry. @default - none */
  readonly keep?: readonly string[];
}

/** Has Prometheus read the metrics of pods that no chart brings a monitor for. */
export function podMonitor({ name, namespace, label, port, path, everywhere, keep }: MonitorProps): Manifest {
  const [key, value] = label;
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name, namespace },
    spec: {
      selector:
        value === undefined ? { matchExpressions: [{ key, operator: "Exists" }] } : { matchLabels: { [key]: value } },
      ...(everywhere && { namespaceSelector: { any: true } }),
      ...(keep && { podTargetLabels: [...keep] }),
      podMetricsEndpoints: [
        {
          ...(typeof port === "string" ? { port } : { portNumber: port }),
          ...(path !== undefined && { path }),
          interval: "30s",
        },
      ],
    },
  };
}
