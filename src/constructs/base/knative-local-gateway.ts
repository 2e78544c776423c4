import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES, TEAM_LABEL } from "../kubernetes/names";

/** Port that Knative's `Gateway` of this name opens on the pods of the entry gateway. */
const PORT = 8081;

/**
 * The gateway for requests from inside the cluster. KServe routes every request through it, including external ones.
 * https://github.com/kserve/kserve/blob/v0.20.0/pkg/controller/v1beta1/inferenceservice/reconcilers/ingress/ingress_reconciler.go
 */
export const LOCAL_GATEWAY = {
  name: "knative-local-gateway",
  namespace: NAMESPACES.knative,
  service: `knative-local-gateway.${NAMESPACES.entry}.svc.cluster.local`,
} as const;

/**
 * The operator installs a Service of this name in `istio-system`, which selects nothing: a Service selects pods in its
 * own namespace, and the gateway's pods are in the entry's namespace.
 */
export function localGateway(): Manifest[] {
  const pods = { istio: "ingressgateway" };
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: LOCAL_GATEWAY.name,
        namespace: NAMESPACES.entry,
        // Without it Istio would open the entry's own port 80 on this Service's target port.
        labels: { "experimental.istio.io/disable-gateway-port-translation": "true" },
      },
      spec: { selector: pods, ports: [{ name: "http2", port: 80, targetPort: PORT }] },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: LOCAL_GATEWAY.name, namespace: NAMESPACES.entry },
      spec: {
        podSelector: { matchLabels: pods },
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: [
              { namespaceSelector: { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] } },
              // Gates and load tests of releases, and the activator.
              ...[NAMESPACES["model-delivery"], NAMESPACES.knative].map((name) => ({
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
              })),
            ],
            ports: [{ protocol: "TCP", port: PORT }],
          },
        ],
      },
    },
  ];
}
