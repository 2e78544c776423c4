/**
 * Folder of the images in a registry that the nodes pull from: `model-delivery` and `fraud-detection-pipeline`, which
 * `images/model-delivery` and `examples/fraud-detection` build.
 */
export const REGISTRY = process.env.ACCEPTANCE_REGISTRY ?? "registry.organization.svc/acceptance";

/** Of no image. */
const UNKNOWN = `sha256:${"0".repeat(64)}`;

/** Digest of `model-delivery`. */
export const DELIVERY_DIGEST = process.env.ACCEPTANCE_DELIVERY_IMAGE ?? UNKNOWN;

export const DELIVERY_IMAGE = `${REGISTRY}/model-delivery@${DELIVERY_DIGEST}`;

const PIPELINE = `${REGISTRY}/fraud-detection-pipeline`;

export const PIPELINE_IMAGE = `${PIPELINE}:1`;

/** The same image by digest, as statements of provenance name it. */
export const PIPELINE_DIGEST = `${PIPELINE}@${process.env.ACCEPTANCE_PIPELINE_IMAGE ?? UNKNOWN}`;
