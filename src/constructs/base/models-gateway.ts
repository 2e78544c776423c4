import { certificate } from "../kubernetes/certificate";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES, TEAM_LABEL } from "../kubernetes/names";

/**
 * The entry gateway as the Gateway API describes it, for the routes that KServe's mode Standard creates in the
 * namespaces of teams.
 */
export const MODELS_GATEWAY = { name: "models", namespace: NAMESPACES.entry } as const;

const CERTIFICATE = "models-certificate";

/** Domain of the endpoints in KServe's mode Standard. */
export function modelsDomain(domain: string): string {
  return `models.${domain}`;
}

/**
 * A second listener on port 443 of the entry gateway's pods, for the models only. It has a domain and a certificate of
 * its own: Envoy selects a listener by the host that the client names, so that two can't serve `*.<domain>`, and a
 * browser reuses a connection for every host that its certificate covers, which would then be unknown there.
 * https://istio.io/latest/docs/ops/common-problems/network-issues/#404-errors-occur-when-multiple-gateways-configured-with-same-tls-certificate
 *
 * The address names the Service that exists; without it, Istio would start pods for this gateway.
 * https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#manual-deployment
 */
export function modelsGateway(domain: string, service: string, issuer: string): Manifest[] {
  const { name, namespace } = MODELS_GATEWAY;
  const hostname = `*.${modelsDomain(domain)}`;
  return [
    certificate(CERTIFICATE, namespace, [hostname], issuer),
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: { name, namespace },
      spec: {
        gatewayClassName: "istio",
        addresses: [{ type: "Hostname", value: `${service}.${namespace}.svc.cluster.local` }],
        listeners: [
          {
            name: "https",
            port: 443,
            protocol: "HTTPS",
            hostname,
            tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: CERTIFICATE }] },
            allowedRoutes: {
              kinds: [{ kind: "HTTPRoute" }],
              namespaces: {
                from: "Selector",
                selector: { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] },
              },
            },
          },
        ],
      },
    },
    // ExternalDNS creates the record of these hosts from it: the record of `*.<domain>` doesn't match them while
    // another name below `models.<domain>` exists, such as the one of an ACME challenge.
    {
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: { name, namespace },
      spec: {
        selector: { istio: "ingressgateway" },
        servers: [
          { port: { number: 80, name: "http", protocol: "HTTP" }, hosts: [hostname], tls: { httpsRedirect: true } },
        ],
      },
    },
  ];
}
