import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { NAMESPACES } from "../kubernetes/names";

/**
 * The resource definitions of the Gateway API: KServe's mode Standard describes with them how a model is reached. They
 * are stored in Istio's namespace, which serves them, and are kept when the component is switched off.
 * https://gateway-api.sigs.k8s.io/
 */
export class GatewayApiCrds extends Component {
  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(scope, id, "gateway-api-crds", { existing: NAMESPACES.istio }, props);
    const gatewayAPI = { enabled: true, channel: "standard" };
    this.define("gateway-crds-helm", { crds: { gatewayAPI } }, "gateway-api-crds");
  }
}
