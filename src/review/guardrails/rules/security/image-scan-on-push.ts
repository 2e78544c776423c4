import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const imageScanOnPush: Rule = {
  id: "image-scan-on-push",
  title: "Images are scanned on push",
  why: "Without scans, known vulnerabilities reach the cluster unnoticed.",
  remedy: "Set image_scanning_configuration.scan_on_push = true.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
  equivalents: { checkov: ["CKV_AWS_163"], cis: ["EKS 1.5.0 5.1.1", "GKE 1.6.0 5.1.1"] },
  resourceTypes: ["aws_ecr_repository"],
  check: (repository, { graph }) => [
    checkAttribute(
      graph,
      repository,
      "image_scanning_configuration.scan_on_push",
      isTrue,
      () => "Images are not scanned.",
      false,
    ),
  ],
  examples: {
    pass: { resource: { aws_ecr_repository: { models: { image_scanning_configuration: { scan_on_push: true } } } } },
    fail: { resource: { aws_ecr_repository: { models: { name: "models" } } } },
  },
};
