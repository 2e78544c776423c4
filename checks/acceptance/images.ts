/**
 * Folder of the images in a registry that the nodes pull from: `model-delivery` and `fraud-detection-pipeline`, which
 * `images/model-delivery` and `examples/fraud-detection` build, and `fraud-detection-serving`.
 */
export const REGISTRY = process.env.ACCEPTANCE_REGISTRY ?? "registry.organization.svc/acceptance";

/** Digest of `model-delivery`. */
export const DELIVERY_DIGEST = process.env.ACCEPTANCE_DELIVERY_IMAGE ?? `sha256:${"0".repeat(64)}`;

export const DELIVERY_IMAGE = `${REGISTRY}/model-delivery@${DELIVERY_DIGEST}`;

export const PIPELINE_IMAGE = `${REGISTRY}/fraud-detection-pipeline:1`;

/** The same image by digest, as statements of provenance name it. */
export const PIPELINE_DIGEST = `${REGISTRY}/fraud-detection-pipeline@${
  process.env.ACCEPTANCE_PIPELINE_IMAGE ?? `sha256:${"0".repeat(64)}`
}`;
