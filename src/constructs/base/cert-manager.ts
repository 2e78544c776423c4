import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { EVICT_UNREADY } from "../kubernetes/disruption-budget";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

export interface CertManagerProps extends ComponentProps {
  /** Identity that may write the challenge records into the DNS zone. */
  readonly identity: contracts.WorkloadIdentity;
  /**
   * The `dns01` solver of an ACME issuer for the cloud's DNS.
   * @default - an authority of the cluster, which browsers don't know
   */
  readonly solver?: JsonObject;
  /** E-mail address that is notified before a certificate expires. */
  readonly email: string;
}

const part = (component: string) => ({
  "app.kubernetes.io/instance": "cert-manager",
  "app.kubernetes.io/component": component,
});

/** The certificate authority of a cluster without ACME, and its issuer. */
export const CLUSTER_AUTHORITY = "platform-authority";

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
    const budget = { podDisruptionBudget: { enabled: this.highlyAvailable, ...EVICT_UNREADY } };
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
    this.apply("issuer", props.solver ? [acmeIssuer(props.solver, props.email)] : authority(this.namespace));
  }
}

function acmeIssuer(solver: JsonObject, email: string): Manifest {
  return issuer(ISSUER, {
    acme: {
      server: "https://acme-v02.api.letsencrypt.org/directory",
      email,
      privateKeySecretRef: { name: `${ISSUER}-account` },
      solvers: [{ dns01: solver }],
    },
  });
}

/** https://cert-manager.io/docs/configuration/selfsigned/#bootstrapping-ca-issuers */
function authority(namespace: string): Manifest[] {
  return [
    issuer("self-signed", { selfSigned: {} }),
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: CLUSTER_AUTHORITY, namespace },
      spec: {
        isCA: true,
        commonName: CLUSTER_AUTHORITY,
        secretName: CLUSTER_AUTHORITY,
        duration: "87600h",
        privateKey: { algorithm: "ECDSA", size: 256 },
        issuerRef: { kind: "ClusterIssuer", name: "self-signed" },
      },
    },
    issuer(CLUSTER_AUTHORITY, { ca: { secretName: CLUSTER_AUTHORITY } }),
  ];
}

function issuer(name: string, spec: JsonObject): Manifest {
  return { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", metadata: { name }, spec };
}
