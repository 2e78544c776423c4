import type { SignedImagesProps } from "../constructs/base/signed-images";
import type { Environment, Platform } from "../environment/environment";

/** Where the images come from that the platform itself runs in the namespaces of teams: runtimes, what runs pipelines, Knative's proxy. */
const RUNTIME_IMAGES = [
  "docker.io/kserve/",
  "docker.io/pytorch/pytorch:",
  "docker.io/seldonio/mlserver:",
  "gcr.io/knative-releases/",
  "ghcr.io/kubeflow/",
  "kserve/",
  "nvcr.io/nvidia/tritonserver:",
  "pytorch/torchserve-kfs:",
  "quay.io/argoproj/",
  "tensorflow/serving:",
];

/** Teams run their own images and those of the platform, all of them from the mirror where there is one. */
function allowedImages(mirror: string, imageRegistry: string): string[] {
  const own = `${imageRegistry}/`;
  return mirror === "" ? [own, ...RUNTIME_IMAGES] : [own, `${mirror.replace("oci://", "")}/`];
}

/** https://docs.github.com/en/actions/reference/security/oidc */
const GITHUB_ACTIONS = "https://token.actions.githubusercontent.com";

/** Teams' images are signed by workflows of their organisation; outside production what isn't is only reported. */
function imageSignatures(
  { repository, tier, cloud }: Pick<Environment, "repository" | "tier" | "cloud">,
  registry: string,
): SignedImagesProps {
  const [owner = ""] = repository.split("/");
  return {
    registry,
    credentials: cloud.provider === "aws" ? "amazon" : "google",
    signer: { issuer: GITHUB_ACTIONS, subject: `^https://github\\.com/${owner}/[^/]+/\\.github/workflows/.+@.+$` },
    enforced: tier === "prod",
  };
}

/** What Kyverno admits of images: where they come from, and who signed them. */
export function imagePolicies(environment: Environment, { mirror }: Pick<Platform, "mirror">, registry: string) {
  return {
    allowedRegistries: allowedImages(mirror, registry),
    signatures: imageSignatures(environment, registry),
  };
}
