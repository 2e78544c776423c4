import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { NAMESPACES } from "../kubernetes/names";

/**
 * The resource definitions of the monitors and rules of all components, installed before anything is monitored. As a
 * chart of their own they are upgraded; those of the stack's chart would be installed only once.
 */
export class PrometheusOperatorCrds extends Component {
  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(scope, id, "prometheus-operator-crds", { existing: NAMESPACES["kube-system"] }, props);
    this.install("prometheus-operator-crds", {});
  }
}
