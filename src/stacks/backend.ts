import type { Environment } from "../environment/environment";
import { LocalBackend, type TerraformStack } from "../framework/terraform";
import type { StackName } from "./stack-id";

/** Write-only arguments and ephemeral resources, which keep passwords out of the state, need 1.11. */
export const TERRAFORM_VERSION = ">= 1.11.0";

/** Stores the state where the environment specifies: remotely, or in a file while its bucket doesn't exist yet. */
export function setBackend(stack: TerraformStack, name: StackName, { state }: Environment, remote: () => void): void {
  const local = state === "local" || (state === "bootstrap" && name === "bootstrap");
  // Terraform runs in cdktf.out/stacks/<id>, which may be deleted at any time; the file is next to cdktf.json.
  if (local) new LocalBackend(stack, { path: `../../../terraform.${stack.node.id}.tfstate` });
  else remote();
}
