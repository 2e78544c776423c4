import { DataKubernetesServiceV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1";
import { ENTRY_SERVICE } from "../../constructs/base/entry";
import type { ProviderBehindGateway } from "../../constructs/delivery/provider-behind-gateway";
import { NAMESPACES } from "../../constructs/kubernetes/names";
import type { Construct } from "../../framework/terraform";

/** The Service of the gateway, whose address exists once the gateway does. */
export function gatewayService(scope: Construct): DataKubernetesServiceV1 {
  return new DataKubernetesServiceV1(scope, "gateway-address", {
    metadata: { name: ENTRY_SERVICE, namespace: NAMESPACES.entry },
  });
}

/** The provider that the platform runs itself. */
export function providerBehindGateway(
  { spec }: DataKubernetesServiceV1,
  issuer: string,
  certificates: { readonly issuer?: string },
): ProviderBehindGateway {
  return { host: new URL(issuer).host, address: spec.get(0).clusterIp, ...certificates };
}
