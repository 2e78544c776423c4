import type { Rule } from "../rule";
import { argoRevisionFixed } from "./reproducibility/argo-revision-fixed";
import { bucketVersioning } from "./reproducibility/bucket-versioning";
import { containerImagesPinned } from "./reproducibility/container-images-pinned";
import { eksAddonVersion } from "./reproducibility/eks-addon-version";
import { helmVersionPinned } from "./reproducibility/helm-version-pinned";
import { imageDigest } from "./reproducibility/image-digest";
import { imageTagFixed } from "./reproducibility/image-tag-fixed";
import { imageTagsImmutable } from "./reproducibility/image-tags-immutable";
import { launchTemplateVersion } from "./reproducibility/launch-template-version";
import { machineImagesPinned } from "./reproducibility/machine-images-pinned";
import { providerVersionsPinned } from "./reproducibility/provider-versions-pinned";
import { signedImagesEnforced } from "./reproducibility/signed-images-enforced";
import { stateRemote } from "./reproducibility/state-remote";
import { terraformVersionPinned } from "./reproducibility/terraform-version-pinned";

/** Written by `npm run docs`; a test holds it complete. */
export const REPRODUCIBILITY_RULES: readonly Rule[] = [
  argoRevisionFixed,
  bucketVersioning,
  containerImagesPinned,
  eksAddonVersion,
  helmVersionPinned,
  imageDigest,
  imageTagFixed,
  imageTagsImmutable,
  launchTemplateVersion,
  machineImagesPinned,
  providerVersionsPinned,
  signedImagesEnforced,
  stateRemote,
  terraformVersionPinned,
];
