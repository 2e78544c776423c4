import type { SignaturePoliciesProps } from "../constructs/base/signed-images";
import type { Environment } from "../environment/environment";
import { workflowsOf } from "../environment/model-declarations";
import { parseSigner } from "../facts/signer";

/**
 * The signatures that an environment requires. Production blocks unsigned images and models, other environments report
 * them.
 */
export function signaturesOf({ models, repository, tier }: Environment, registry: string): SignaturePoliciesProps {
  return { signer: models?.signer ?? workflowsOf(repository), registry, action: tier === "prod" ? "Enforce" : "Audit" };
}

/** Reference of the key that models are signed with; `undefined` where GitHub workflows sign, without a key. */
export function signingKeyOf({ cloud, models }: Pick<Environment, "cloud" | "models">): string | undefined {
  const signer = models && parseSigner(models.signer);
  return signer?.kind === "key" && signer.provider === cloud.provider ? signer.reference : undefined;
}
