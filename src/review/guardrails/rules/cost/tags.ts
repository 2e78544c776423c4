import { blocksOf } from "../../../model";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

const REQUIRED = ["environment", "owner", "cost-centre", "data-classification", "managed-by"];

const AWS = { name: "aws", defaults: "default_tags", nested: true, own: "tags" } as const;
const GOOGLE = { name: "google", defaults: "default_labels", nested: false, own: "labels" } as const;

export const tags: Rule = {
  id: "tags",
  title: "Billable resources have an owner and a cost centre",
  why: "Untagged cost has no owner: it is found late and never reduced.",
  remedy: "Add the tags to default_tags of the AWS provider or default_labels of the Google provider.",
  severity: "medium",
  area: "cost",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  resourceTypes: [
    ...[
      "aws_db_instance",
      "aws_ecr_repository",
      "aws_eks_cluster",
      "aws_eks_node_group",
      "aws_kms_key",
      "aws_nat_gateway",
    ],
    ...["aws_s3_bucket", "aws_secretsmanager_secret", "aws_vpc"],
    ...["google_artifact_registry_repository", "google_compute_address", "google_kms_crypto_key"],
    ...["google_secret_manager_secret", "google_storage_bucket"],
  ],
  check: (resource, { graph }) => {
    const provider = resource.type.startsWith("aws_") ? AWS : GOOGLE;
    const configuration = graph.stackOf(resource).providers[provider.name]?.[0];
    const defaults = configuration ? blocksOf(configuration[provider.defaults]) : [];
    const tags = {
      ...(defaults[0] && provider.nested ? blocksOf(defaults[0].tags)[0] : defaults[0]),
      ...blocksOf(resource.body[provider.own])[0],
    };
    const missing = REQUIRED.filter((tag) => !(tag in tags));
    return [missing.length === 0 ? PASS : fail(`Missing: ${missing.join(", ")}.`, provider.own)];
  },
  examples: {
    pass: {
      provider: {
        aws: [
          {
            default_tags: [
              {
                tags: {
                  environment: "dev",
                  owner: "ml",
                  "cost-centre": "1001",
                  "data-classification": "internal",
                  "managed-by": "terraform",
                },
              },
            ],
          },
        ],
      },
      resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
    },
    fail: { resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16", tags: { owner: "ml" } } } } },
  },
};
