import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const imageTagsImmutable: Rule = {
  id: "image-tags-immutable",
  title: "Image tags are immutable",
  why: "If a tag moves, the image that runs is not the one that was tested.",
  remedy: 'Set image_tag_mutability = "IMMUTABLE" (ECR) or docker_config.immutable_tags = true (Artifact Registry).',
  severity: "medium",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
  equivalents: { checkov: ["CKV_AWS_51"] },
  resourceTypes: ["aws_ecr_repository", "google_artifact_registry_repository"],
  check: (repository, { graph }) =>
    repository.type === "aws_ecr_repository"
      ? [
          checkAttribute(
            graph,
            repository,
            "image_tag_mutability",
            (mutability) => String(mutability).startsWith("IMMUTABLE"),
            () => "Tags can be moved to another image.",
            "MUTABLE",
          ),
        ]
      : [
          checkAttribute(
            graph,
            repository,
            "docker_config.immutable_tags",
            isTrue,
            () => "Tags can be moved to another image.",
            false,
          ),
        ],
  examples: {
    pass: { resource: { aws_ecr_repository: { models: { image_tag_mutability: "IMMUTABLE" } } } },
    fail: { resource: { aws_ecr_repository: { models: { name: "models" } } } },
  },
};
