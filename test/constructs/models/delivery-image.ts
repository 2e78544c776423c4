/** The image of the delivery jobs. */
export const IMAGE = `registry.example.com/model-delivery@sha256:${"0".repeat(64)}`;
