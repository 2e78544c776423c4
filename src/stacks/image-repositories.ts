/** Images that teams build; on AWS each has its own repository. */
export const IMAGE_REPOSITORIES = ["training", "serving", "pipelines", "model-delivery", "provenance"] as const;
