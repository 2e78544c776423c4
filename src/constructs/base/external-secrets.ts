import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { JsonObject } from "../kubernetes/json";
import { CLOUD_SECRETS, NAMESPACES, TEAM_LABEL } from "../kubernetes/names";
import { MANAGED_BY, TOOLKIT } from "../kubernetes/namespace";
import { resources } from "../kubernetes/workload";

export interface ExternalSecretsProps extends ComponentProps {
  /** Identity that may read the platform's entries in the cloud's secret store. */
  readonly identity: contracts.WorkloadIdentity;
  /** The cloud's secret store: the `provider` block of a store. */
  readonly provider: JsonObject;
  /** Further stores of the platform, by name, each with its `provider` block. @default - none */
  readonly furtherStores?: Readonly<Record<string, JsonObject>>;
}

/**
 * Namespaces of the platform. The store reads the entries of all components, and anyone with edit rights in a team's
 * namespace may create an ExternalSecret there.
 */
const PLATFORM_ONLY: JsonObject = {
  namespaceSelector: {
    matchExpressions: [
      { key: MANAGED_BY, operator: "In", values: [TOOLKIT] },
      { key: TEAM_LABEL, operator: "DoesNotExist" },
    ],
  },
};

/** Copies secrets from the cloud's store to where they are used. https://external-secrets.io */
export class ExternalSecrets extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(
      scope,
      id,
      "external-secrets",
      { name: NAMESPACES["external-secrets"], admits: [NAMESPACES.monitoring], webhookPorts: [10250] },
      props,
    );
    this.identity = props.identity;
    const controller = this.workload("external-secrets", { replicas: 2, cpuMillis: 20, memoryMiB: 192 });
    const webhook = this.workload("external-secrets-webhook", { replicas: 2, cpuMillis: 10, memoryMiB: 128 });
    const certificates = this.workload("external-secrets-cert-controller", { cpuMillis: 10, memoryMiB: 192 });
    const budget = { podDisruptionBudget: { enabled: this.highlyAvailable } };
    this.install("external-secrets", {
      installCRDs: true,
      replicaCount: controller.replicas,
      leaderElect: true,
      resources: resources(controller),
      ...budget,
      ...this.spread({ "app.kubernetes.io/name": "external-secrets" }),
      serviceAccount: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
      webhook: {
        replicaCount: webhook.replicas,
        resources: resources(webhook),
        ...budget,
        ...this.spread({ "app.kubernetes.io/name": "external-secrets-webhook" }),
      },
      certController: { resources: resources(certificates) },
      serviceMonitor: { enabled: true, renderMode: "alwaysRender" },
    });
    const stores = { [CLOUD_SECRETS]: props.provider, ...props.furtherStores };
    this.apply(
      "cloud-secret-store",
      Object.entries(stores).map(([name, provider]) => ({
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: { name },
        spec: { conditions: [PLATFORM_ONLY], provider },
      })),
    );
  }
}
