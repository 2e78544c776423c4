import type { SignaturePoliciesProps } from "../../../src/constructs/base/signed-images";

/** Policies for images and models that a workflow signs without a key. */
export const KEYLESS: SignaturePoliciesProps = {
  signer: "https://github.com/acme/ml-platform/.github/workflows/*@refs/heads/main",
  registry: "registry.example.com/acme",
  action: "Enforce",
};
