import { checkKept } from "../../change";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const registryKept: Rule = {
  id: "registry-kept",
  title: "No plan deletes or replaces an image or package registry",
  why: "Running pods fail when they move to another node and can't pull their image; signatures and provenance are lost for good.",
  remedy:
    "Revert the change that forces replacement; if it is intended, first copy the images and switch the workloads that pull them.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-delete.html",
  resourceTypes: [
    "aws_ecr_repository",
    "aws_ecrpublic_repository",
    "aws_codeartifact_domain",
    "aws_codeartifact_repository",
    "google_artifact_registry_repository",
  ],
  on: "change",
  check: (registry) => checkKept(registry, "Everything pushed to it is deleted."),
  examples: {
    pass: planExample({
      type: "aws_ecr_repository",
      actions: ["update"],
      before: { image_tag_mutability: "MUTABLE" },
      after: { image_tag_mutability: "IMMUTABLE" },
    }),
    fail: planExample({ type: "aws_ecr_repository", actions: ["delete"], before: { name: "models" } }),
  },
};
