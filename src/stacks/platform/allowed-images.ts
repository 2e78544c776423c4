/**
 * Registries of the images that the platform itself runs in the namespaces of teams: runtimes, pipeline executors,
 * Knative's proxy.
 */
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

/** Teams run their own images and those of the platform, all of them from the mirror if there is one. */
export function allowedImages(mirror: string, imageRegistry: string): string[] {
  const own = `${imageRegistry}/`;
  return mirror === "" ? [own, ...RUNTIME_IMAGES] : [own, `${mirror.replace("oci://", "")}/`];
}
