import type { SignaturePoliciesProps } from "../constructs/base/signed-images";
import type { Environment } from "../environment/environment";
import { workflowsOf } from "../environment/model-declarations";

/**
 * The signatures that an environment requires. Production blocks unsigned images and models, other environments report
 * them.
 */
export function signaturesOf({ models, repository, tier }: Environment, registry: string): SignaturePoliciesProps {
  return { signer: models?.signer ?? workflowsOf(repository), registry, action: tier === "prod" ? "Enforce" : "Audit" };
}
