import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES, TEAM_LABEL } from "../kubernetes/names";
import { GATE_LABELS, GATE_PORTS } from "./pipelines-gate";

/** Pods of the API server, and the port of its metrics, which it shares with everything else. */
export const API_SERVER = { labels: { app: "ml-pipeline" }, port: 8888 } as const;

/** Pods that start recurring runs, and the port of their metrics. */
export const SCHEDULER = { labels: { app: "ml-pipeline-scheduledworkflow" }, port: 9090 } as const;

/**
 * Who may connect to what. The API server trusts the header with the user's identity, so only these reach it: the web
 * interface, which only the entry gateway reaches, the gate, which removes the header, and Prometheus.
 */
export function pipelinesNetwork(namespace: string): Manifest[] {
  const pods = (name: string, labels: Readonly<Record<string, string>>) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    podSelector: { matchLabels: labels },
  });
  const gateway = pods(NAMESPACES.entry, { istio: "ingressgateway" });
  const prometheus = pods(NAMESPACES.monitoring, { "app.kubernetes.io/name": "prometheus" });
  const teams = { namespaceSelector: { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] } };
  // Jobs that retrain a drifted model.
  const delivery = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": NAMESPACES["model-delivery"] } },
  };
  const policy = (
    name: string,
    labels: Readonly<Record<string, string>>,
    from: JsonObject,
    ports: readonly number[],
  ): Manifest => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ["Ingress"],
      ingress: [{ from: [from], ports: ports.map((port) => ({ protocol: "TCP", port })) }],
    },
  });
  return [
    policy("entry-to-interface", { app: "ml-pipeline-ui" }, gateway, [3000]),
    policy("teams-to-gate", GATE_LABELS, teams, Object.values(GATE_PORTS)),
    policy("delivery-to-gate", GATE_LABELS, delivery, [GATE_PORTS.http]),
    policy("teams-to-metadata", { component: "metadata-grpc-server" }, teams, [8080]),
    policy("prometheus-to-api-server", API_SERVER.labels, prometheus, [API_SERVER.port]),
    policy("prometheus-to-scheduler", SCHEDULER.labels, prometheus, [SCHEDULER.port]),
  ];
}
