import { companions } from "../../companion";
import { fail, IN_PROD, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const imageLifecycle: Rule = {
  id: "image-lifecycle",
  title: "Registries delete old images",
  why: "Machine learning images take up gigabytes, and every build adds one.",
  remedy: "Add an aws_ecr_lifecycle_policy, or cleanup_policies to the Artifact Registry.",
  severity: "low",
  area: "cost",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
  resourceTypes: ["aws_ecr_repository", "google_artifact_registry_repository"],
  check: (repository, { graph }) => {
    const policies =
      repository.type === "aws_ecr_repository"
        ? companions(graph, repository, "aws_ecr_lifecycle_policy", "repository")
        : graph.blocks(repository, "cleanup_policies");
    return [policies.length > 0 ? PASS : fail("Images are kept forever.")];
  },
  examples: {
    pass: {
      resource: {
        aws_ecr_repository: { models: { name: "models" } },
        aws_ecr_lifecycle_policy: {
          models: { repository: "${aws_ecr_repository.models.name}", policy: '{"rules":[]}' },
        },
      },
    },
    fail: { resource: { aws_ecr_repository: { models: { name: "models" } } } },
  },
};
