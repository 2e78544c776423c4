import { type Construct, TerraformBackend } from "./terraform";

export interface KubernetesBackendProps {
  /** Last part of the name of the secret. */
  readonly secretSuffix: string;
  readonly namespace: string;
  readonly configPath: string;
  readonly configContext: string;
}

/**
 * The state in secrets of a Kubernetes cluster, locked with a Lease; cdktf has no construct for it. Terraform splits a
 * state of more than 1 MiB over several secrets, OpenTofu rejects it.
 * https://developer.hashicorp.com/terraform/language/backend/kubernetes
 */
export class KubernetesBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly props: KubernetesBackendProps,
  ) {
    super(scope, "backend", "kubernetes");
  }

  protected override synthesizeAttributes(): Readonly<Record<string, string>> {
    const { secretSuffix, namespace, configPath, configContext } = this.props;
    return {
      secret_suffix: secretSuffix,
      namespace,
      config_path: configPath,
      config_context: configContext,
    };
  }

  /** Stacks on an existing cluster compute what they need of each other from the environment. */
  override getRemoteStateDataSource(): never {
    throw new Error("No stack reads the state of another on an existing cluster");
  }
}
