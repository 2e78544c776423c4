import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { JsonObject } from "../kubernetes/json";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

export interface ExternalDnsProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  /** Name of the provider: https://kubernetes-sigs.github.io/external-dns/latest/#the-latest-release */
  readonly provider: string;
  /** Environment variables of the provider, as in a pod. @default - none: the identity is enough */
  readonly environment?: readonly JsonObject[];
  /** Only names below this domain are managed. */
  readonly domain: string;
  /** Marks the records that belong to this cluster. */
  readonly owner: string;
}

/** Publishes the host names of the entry gateway in the DNS zone, and removes obsolete ones. */
export class ExternalDns extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: ExternalDnsProps) {
    super(scope, id, "external-dns", { name: NAMESPACES["external-dns"], admits: [NAMESPACES.monitoring] }, props);
    this.identity = props.identity;
    const controller = this.workload("external-dns", { cpuMillis: 20, memoryMiB: 128 });
    this.install(
      "external-dns",
      {
        provider: { name: props.provider },
        ...(props.environment && { env: props.environment }),
        sources: ["istio-gateway", "istio-virtualservice"],
        policy: "sync",
        registry: "txt",
        txtOwnerId: props.owner,
        domainFilters: [props.domain],
        resources: resources(controller),
        serviceAccount: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
        serviceMonitor: { enabled: true },
      },
      // Its only resource definition is used by the source `crd` alone.
      { skipCrds: true },
    );
  }
}
