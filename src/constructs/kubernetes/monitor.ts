import type { JsonObject } from "./json";
import type { Manifest } from "./manifest-bundle";

/** A port that an annotation of the pod specifies. Pods without it are skipped. */
export interface AnnotatedPort {
  /** The only container that is scraped; this results in one target for each pod. */
  readonly container: string;
  readonly annotation: string;
}

export interface MonitorProps {
  readonly name: string;
  /** Namespace of the monitor. */
  readonly namespace: string;
  /** Label of the pods, with a given value or any value. */
  readonly label: readonly [string] | readonly [string, string];
  /** Port of the pods, by name or number as a container declares it, or from an annotation for undeclared ports. */
  readonly port: string | number | AnnotatedPort;
  /** @default "/metrics" */
  readonly path?: string;
  /** Namespaces of the pods. @default - that of the monitor */
  readonly everywhere?: true;
  /** Labels of the pods to add to their metrics. @default - none */
  readonly keep?: readonly string[];
}

/** Makes Prometheus scrape pods that no chart provides a monitor for. */
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
