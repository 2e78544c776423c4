import { checkKept } from "../../change";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const registryKept: Rule = {
  id: "registry-kept",
  title: "No plan deletes or replaces a registry of images or packages",
  why: "Running pods keep going until they move to another node and find no image; signatures and provenance are gone for good.",
  remedy: "Undo what forces it; when it is meant, copy the images first and move those who pull them.",
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
  check: (registry) => checkKept(registry, "What was pushed to it goes with it."),
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
