import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { NAMESPACES } from "../kubernetes/names";
import { RESTRICTED, resources, SECCOMP } from "../kubernetes/workload";

/**
 * Keeps the last metrics of a job until Prometheus scrapes them: drift jobs end before they could be scraped.
 * https://prometheus.io/docs/practices/pushing/
 */
export class Pushgateway extends Component {
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(scope, id, "pushgateway", { existing: NAMESPACES.monitoring }, props);
    this.endpoint = PUSHGATEWAY;
    // One replica: a second one would need the same metrics pushed to it again.
    const gateway = this.workload("pushgateway", { cpuMillis: 10, memoryMiB: 64 });
    this.install("prometheus-pushgateway", {
      fullnameOverride: "pushgateway",
      resources: resources(gateway),
      securityContext: { ...SECCOMP, fsGroup: 65_534, runAsUser: 65_534, runAsNonRoot: true },
      containerSecurityContext: RESTRICTED,
      // Its metrics already carry the endpoint's labels.
      serviceMonitor: { enabled: true, namespace: NAMESPACES.monitoring, honorLabels: true },
    });
  }
}

/** Where jobs push to. */
export const PUSHGATEWAY = `http://pushgateway.${NAMESPACES.monitoring}.svc:9091`;
