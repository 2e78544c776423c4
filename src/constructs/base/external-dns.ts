import type * as contracts from "../../contracts";
import type { CloudProvider } from "../../facts/provider";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

export interface ExternalDnsProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  readonly provider: CloudProvider;
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
