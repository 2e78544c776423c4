/** Images that teams build; on AWS each is a repository of its own. */
export const IMAGE_REPOSITORIES = ["training", "serving", "pipelines", "model-delivery", "provenance"] as const;
