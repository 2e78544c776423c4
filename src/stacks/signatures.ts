import type { SignaturePoliciesProps } from "../constructs/base/signed-images";
import type { Environment } from "../environment/environment";
import { workflowsOf } from "../environment/model-declarations";

/** Whose signatures an environment asks for. Production refuses what has none, the others say so. */
export function signaturesOf({ models, repository, tier }: Environment, registry: string): SignaturePoliciesProps {
  return { signer: models?.signer ?? workflowsOf(repository), registry, action: tier === "prod" ? "Enforce" : "Audit" };
}
