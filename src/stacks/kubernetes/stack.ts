import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { KubernetesEnvironment } from "../../environment/environment";
import { KubernetesBackend } from "../../framework/kubernetes-backend";
import { type Construct, TerraformStack } from "../../framework/terraform";
import { setBackend, TERRAFORM_VERSION } from "../backend";
import { type StackName, stackId } from "../stack-id";

/** A stack on a Kubernetes cluster that exists already: its state, and the context that it is deployed to. */
export class KubernetesStack extends TerraformStack {
  constructor(scope: Construct, name: StackName, environment: KubernetesEnvironment) {
    super(scope, stackId(environment, name));
    const { kubeconfig, context, stateNamespace } = environment.cloud;
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    setBackend(this, name, environment, () => {
      new KubernetesBackend(this, {
        secretSuffix: this.node.id,
        namespace: stateNamespace,
        configPath: kubeconfig,
        configContext: context,
      });
    });
    const access = { configPath: kubeconfig, configContext: context };
    new KubernetesProvider(this, "kubernetes", access);
    new HelmProvider(this, "helm", { kubernetes: access });
  }
}
