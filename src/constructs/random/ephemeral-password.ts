import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { Construct, TerraformStack } from "../../framework/terraform";

export interface EphemeralPasswordProps {
  /** Number of characters; letters and digits only, so that it is safe in a URL. */
  readonly length: number;
}

/**
 * A password that exists only during an apply, for write-only arguments. Requires Terraform or OpenTofu 1.11. cdktf
 * 0.21 has no class for ephemeral resources, so it's written into the stack's JSON.
 * https://developer.hashicorp.com/terraform/language/resources/ephemeral
 */
export class EphemeralPassword extends Construct {
  /** Expression for the password; only write-only arguments accept it. */
  readonly result: string;

  constructor(scope: Construct, id: string, props: EphemeralPasswordProps) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    if (!stack.node.tryFindChild("random")) new RandomProvider(stack, "random");
    const name = this.node.path
      .split("/")
      .slice(1)
      .join("-")
      .replaceAll(/[^\w-]/g, "-");
    stack.addOverride(`ephemeral.random_password.${name}`, { length: props.length, special: false });
    this.result = `\${ephemeral.random_password.${name}.result}`;
  }
}
