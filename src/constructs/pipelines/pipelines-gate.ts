import { disruptionBudget } from "../kubernetes/disruption-budget";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { USER_HEADER } from "../kubernetes/names";
import { resources, spread, type Workload } from "../kubernetes/workload";

export interface PipelinesGateProps {
  readonly namespace: string;
  readonly workload: Workload;
  /** Image with Envoy, whose entry point takes the path of the configuration. */
  readonly image: string;
}

/** Name of the gate's service. */
export const GATE = "pipelines-gate";

export const GATE_LABELS = { app: GATE } as const;

/** The same ports as the API server's own. */
export const GATE_PORTS = { http: 8888, grpc: 8887 } as const;

/**
 * Proxy to the API server for pods of teams. The API server trusts the user header of any caller; the gate removes that
 * header, so that a pod is only identified by the token of its service account. Steps read and write the cache; clients
 * reach version 2 of the API. Older versions expose logs to any caller.
 */
export function pipelinesGate({ namespace, workload, image }: PipelinesGateProps): Manifest[] {
  const metadata = { name: GATE, namespace, labels: GATE_LABELS };
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { "envoy.json": JSON.stringify(configuration()) } },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: {
        replicas: workload.replicas,
        selector: { matchLabels: GATE_LABELS },
        template: {
          metadata: { labels: GATE_LABELS },
          spec: {
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
            topologySpreadConstraints: spread(GATE_LABELS),
            containers: [container(workload, image)],
            volumes: [{ name: "configuration", configMap: { name: GATE } }],
          },
        },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: {
        selector: GATE_LABELS,
        ports: Object.entries(GATE_PORTS).map(([name, port]) => ({ name, port, targetPort: name })),
      },
    },
    disruptionBudget(GATE, namespace, GATE_LABELS),
  ];
}

function container(workload: Workload, image: string): JsonObject {
  return {
    name: "envoy",
    image,
    args: ["/etc/envoy/envoy.json"],
    ports: Object.entries(GATE_PORTS).map(([name, containerPort]) => ({ name, containerPort })),
    readinessProbe: { tcpSocket: { port: "grpc" } },
    livenessProbe: { tcpSocket: { port: "grpc" } },
    resources: resources(workload),
    // https://www.envoyproxy.io/docs/envoy/latest/start/docker
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
    volumeMounts: [{ name: "configuration", mountPath: "/etc/envoy", readOnly: true }],
  };
}

/** https://www.envoyproxy.io/docs/envoy/latest/configuration/overview/examples */
function configuration(): JsonObject {
  return {
    static_resources: {
      listeners: [listener("http", "/apis/v2beta1/"), listener("grpc", "/api.TaskService/")],
      clusters: [cluster("http", "http_protocol_options"), cluster("grpc", "http2_protocol_options")],
    },
  };
}

type Port = keyof typeof GATE_PORTS;

function listener(name: Port, prefix: string): JsonObject {
  return {
    name,
    address: { socket_address: { address: "0.0.0.0", port_value: GATE_PORTS[name] } },
    filter_chains: [
      {
        filters: [
          {
            name: "envoy.filters.network.http_connection_manager",
            typed_config: {
              "@type":
                "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
              codec_type: "AUTO",
              stat_prefix: name,
              normalize_path: true,
              merge_slashes: true,
              path_with_escaped_slashes_action: "REJECT_REQUEST",
              route_config: {
                name,
                request_headers_to_remove: [USER_HEADER],
                virtual_hosts: [
                  {
                    name,
                    domains: ["*"],
                    routes: [{ match: { prefix }, route: { cluster: name, timeout: "60s" } }],
                  },
                ],
              },
              http_filters: [
                {
                  name: "envoy.filters.http.router",
                  typed_config: { "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router" },
                },
              ],
            },
          },
        ],
      },
    ],
  };
}

function cluster(name: Port, protocol: string): JsonObject {
  return {
    name,
    connect_timeout: "5s",
    type: "LOGICAL_DNS",
    typed_extension_protocol_options: {
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        explicit_http_config: { [protocol]: {} },
      },
    },
    load_assignment: {
      cluster_name: name,
      endpoints: [
        {
          lb_endpoints: [
            { endpoint: { address: { socket_address: { address: "ml-pipeline", port_value: GATE_PORTS[name] } } } },
          ],
        },
      ],
    },
  };
}
