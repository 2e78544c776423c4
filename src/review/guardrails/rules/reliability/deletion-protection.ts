import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

/** The Google provider protects these by itself. */
const PROTECTED = new Set(["google_container_cluster", "google_sql_database_instance"]);

export const deletionProtection: Rule = {
  id: "deletion-protection",
  title: "What holds state can't be deleted by accident",
  why: "A renamed construct or a wrong destroy takes the data with it.",
  remedy: "Set deletion_protection = true, or force_destroy = false on buckets.",
  severity: "high",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  resourceTypes: [
    "aws_db_instance",
    "google_sql_database_instance",
    "google_container_cluster",
    "aws_eks_cluster",
    "aws_s3_bucket",
    "google_storage_bucket",
  ],
  check: (resource, { graph, strictness }) => {
    if (strictness === "dev") return [];
    const isBucket = resource.type.endsWith("_bucket");
    return isBucket
      ? [
          checkAttribute(
            graph,
            resource,
            "force_destroy",
            (force) => !isTrue(force),
            () => "Deleting it deletes what is in it.",
            false,
          ),
        ]
      : [
          checkAttribute(
            graph,
            resource,
            "deletion_protection",
            isTrue,
            () => "Nothing prevents its deletion.",
            PROTECTED.has(resource.type),
          ),
        ];
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { deletion_protection: true } } } },
    fail: { resource: { aws_db_instance: { main: { engine: "postgres" } } } },
  },
};
