import { CATALOGUE } from "../../catalogue/catalogue";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { EVICT_UNREADY } from "../kubernetes/disruption-budget";
import { NAMESPACES, USER_HEADER } from "../kubernetes/names";
import { resources, SECCOMP } from "../kubernetes/workload";

/** Name of the provider that checks each request with the single sign-on. */
export const SIGN_ON = "sign-on";

/**
 * Istio's control plane. It serves the entry gateway and Knative; pods get no sidecar unless their namespace requests
 * it.
 * https://istio.io/latest/docs/setup/install/helm/
 */
export class Istio extends Component {
  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(
      scope,
      id,
      "istio",
      { name: NAMESPACES.istio, admits: [NAMESPACES.entry, NAMESPACES.monitoring], webhookPorts: [15017] },
      props,
    );
    const pilot = this.workload("istiod", { replicas: 2, cpuMillis: 200, memoryMiB: 1024, smallMiB: 512 });
    this.install("base", {}, { name: "istio-base" });
    this.install("istiod", {
      autoscaleMin: pilot.replicas,
      autoscaleMax: this.highlyAvailable ? 5 : 1,
      resources: resources(pilot),
      ...this.spread({ app: "istiod" }),
      ...SECCOMP,
      pdb: EVICT_UNREADY,
      global: {
        // Registry of the releases; the chart in Git names a test registry.
        hub: "docker.io/istio",
        tag: CATALOGUE.istio.version,
        defaultPodDisruptionBudget: { enabled: this.highlyAvailable },
      },
      meshConfig: {
        accessLogFile: "/dev/stdout",
        // Nothing uses an Ingress. One of a team could open a listener of the entry gateway for any host.
        ingressControllerMode: "OFF",
        extensionProviders: [
          {
            name: SIGN_ON,
            envoyExtAuthzHttp: {
              service: `oauth2-proxy.${NAMESPACES.entry}.svc.cluster.local`,
              port: 4180,
              includeRequestHeadersInCheck: ["authorization", "cookie"],
              // Where to redirect after the sign-on, which runs on its own host.
              includeAdditionalHeadersInCheck: { "X-Auth-Request-Redirect": "https://%REQ(:authority)%%REQ(:path)%" },
              headersToUpstreamOnAllow: ["authorization", "x-auth-request-user", USER_HEADER, "x-auth-request-groups"],
              headersToDownstreamOnDeny: ["content-type", "location", "set-cookie"],
              headersToDownstreamOnAllow: ["set-cookie"],
            },
          },
        ],
      },
    });
    this.apply("istiod-monitor", [
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "ServiceMonitor",
        metadata: { name: "istiod", namespace: this.namespace },
        spec: {
          selector: { matchLabels: { istio: "pilot" } },
          endpoints: [{ port: "http-monitoring", interval: "30s" }],
        },
      },
    ]);
  }
}
