import type { JsonObject } from "./json";
import type { Manifest } from "./manifest-bundle";

/** A port that an annotation of the pod names. Pods without it are left out. */
export interface AnnotatedPort {
  /** The one container that the metrics are of; it makes one target of each pod. */
  readonly container: string;
  readonly annotation: string;
}

export interface MonitorProps {
  readonly name: string;
  /** Namespace of the monitor. */
  readonly namespace: string;
  /** Label that the pods have, with its value or whatever it is. */
  readonly label: readonly [string] | readonly [string, string];
  /** Port of the pods, by name or number as a container declares it, or from an annotation for ports that none declares. */
  readonly port: string | number | AnnotatedPort;
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
          ...endpoint(port),
          ...(path !== undefined && { path }),
          interval: "30s",
        },
      ],
    },
  };
}

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/#pod */
function endpoint(port: MonitorProps["port"]): JsonObject {
  if (typeof port === "string") return { port };
  if (typeof port === "number") return { portNumber: port };
  const annotation = `__meta_kubernetes_pod_annotation_${port.annotation.replaceAll(/[^a-zA-Z0-9]/g, "_")}`;
  return {
    relabelings: [
      { sourceLabels: ["__meta_kubernetes_pod_container_name"], regex: port.container, action: "keep" },
      { sourceLabels: [annotation], regex: "\\d+", action: "keep" },
      {
        sourceLabels: ["__meta_kubernetes_pod_ip", annotation],
        separator: ":",
        targetLabel: "__address__",
        action: "replace",
      },
    ],
  };
}
