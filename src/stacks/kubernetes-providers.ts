import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { ClusterAccess } from "../contracts";
import { Fn, type TerraformStack } from "../framework/terraform";

/** Connects a stack to a cluster with a new credential from the plugin for each run. */
export function addKubernetesProviders(
  stack: TerraformStack,
  { endpoint, certificateAuthority, exec }: ClusterAccess,
): void {
  const access = {
    host: endpoint,
    clusterCaCertificate: Fn.base64decode(certificateAuthority),
    exec: { apiVersion: exec.apiVersion, command: exec.command, args: [...exec.args] },
  };
  new KubernetesProvider(stack, "kubernetes", { ...access, exec: [access.exec] });
  new HelmProvider(stack, "helm", { kubernetes: access });
}
