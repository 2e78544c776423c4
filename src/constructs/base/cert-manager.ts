import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { JsonObject } from "../kubernetes/json";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

export interface CertManagerProps extends ComponentProps {
  /** Identity that may write the challenge records into the DNS zone. */
  readonly identity: contracts.WorkloadIdentity;
  /** The `dns01` solver of an ACME issuer for the cloud's DNS. */
  readonly solver: JsonObject;
  /** E-mail address that is notified before a certificate expires. */
  readonly email: string;
}

const part = (component: string) => ({
  "app.kubernetes.io/instance": "cert-manager",
  "app.kubernetes.io/component": component,
});

/** The cluster-wide issuer that every certificate of the platform uses. */
export const ISSUER = "letsencrypt";

/**
 * Certificates by ACME with DNS challenges, so that hosts inside a private network get them too.
 * https://cert-manager.io/docs/configuration/acme/dns01/
 */
export class CertManager extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(
      scope,
      id,
      "cert-manager",
      { name: NAMESPACES["cert-manager"], admits: [NAMESPACES.monitoring], webhookPorts: [10250] },
      props,
    );
    this.identity = props.identity;
    const controller = this.workload("cert-manager", { replicas: 2, cpuMillis: 20, memoryMiB: 192 });
    const cainjector = this.workload("cert-manager-cainjector", { replicas: 2, cpuMillis: 20, memoryMiB: 256 });
    const webhook = this.workload("cert-manager-webhook", { replicas: 3, cpuMillis: 20, memoryMiB: 64 });
    const budget = { podDisruptionBudget: { enabled: this.highlyAvailable } };
    this.install("cert-manager", {
      crds: { enabled: true, keep: true },
      replicaCount: controller.replicas,
      resources: resources(controller),
      ...budget,
      ...this.spread(part("controller")),
      serviceAccount: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
      podLabels: props.identity.podLabels,
      cainjector: {
        replicaCount: cainjector.replicas,
        resources: resources(cainjector),
        ...budget,
        ...this.spread(part("cainjector")),
      },
      webhook: {
        replicaCount: webhook.replicas,
        resources: resources(webhook),
        ...budget,
        ...this.spread(part("webhook")),
      },
      startupapicheck: { resources: resources({ cpuMillis: 10, memoryMiB: 64 }) },
      prometheus: { servicemonitor: { enabled: true } },
      // Leader election in its own namespace: GKE Autopilot blocks access to kube-system.
      global: { leaderElection: { namespace: this.namespace } },
    });
    this.apply("issuer", [
      {
        apiVersion: "cert-manager.io/v1",
        kind: "ClusterIssuer",
        metadata: { name: ISSUER },
        spec: {
          acme: {
            server: "https://acme-v02.api.letsencrypt.org/directory",
            email: props.email,
            privateKeySecretRef: { name: `${ISSUER}-account` },
            solvers: [{ dns01: props.solver }],
          },
        },
      },
    ]);
  }
}
