import { checkAttribute, FROM_STAGING, isOff, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

/** The attributes that protect a type, and whether protection is the provider's default. */
const PROTECTION: Readonly<Record<string, readonly (readonly [path: string, byDefault: boolean])[]>> = {
  aws_alb: [["enable_deletion_protection", false]],
  aws_db_instance: [["deletion_protection", false]],
  aws_dynamodb_table: [["deletion_protection_enabled", false]],
  aws_eks_cluster: [["deletion_protection", false]],
  aws_lb: [["enable_deletion_protection", false]],
  aws_rds_cluster: [["deletion_protection", false]],
  google_bigquery_table: [["deletion_protection", true]],
  google_container_cluster: [["deletion_protection", true]],
  // The first applies to Terraform only, the second to every client.
  google_sql_database_instance: [
    ["deletion_protection", true],
    ["settings.deletion_protection_enabled", false],
  ],
};

/** Attributes that delete the contents along with the resource. */
const FORCED: Readonly<Record<string, string>> = {
  aws_ecr_repository: "force_delete",
  aws_s3_bucket: "force_destroy",
  google_storage_bucket: "force_destroy",
};

export const deletionProtection: Rule = {
  id: "deletion-protection",
  title: "Resources with state are protected from accidental deletion",
  why: "Renaming a construct or an accidental destroy deletes the data.",
  remedy: "Set deletion_protection = true, force_destroy = false on buckets, or force_delete = false on registries.",
  severity: "high",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  equivalents: {
    checkov: ["CKV_AWS_139", "CKV_AWS_150", "CKV_AWS_293", "CKV_GCP_121"],
    cdkNag: ["AwsSolutions-RDS10"],
  },
  resourceTypes: [...Object.keys(PROTECTION), ...Object.keys(FORCED)],
  check: (resource, { graph, strictness }) => {
    if (strictness === "dev") return [];
    const forced = FORCED[resource.type];
    const held = forced
      ? [checkAttribute(graph, resource, forced, isOff, () => "Deleting it also deletes its contents.", false)]
      : [];
    const kept = (PROTECTION[resource.type] ?? []).map(([path, byDefault]) =>
      checkAttribute(graph, resource, path, isTrue, () => "Nothing prevents its deletion.", byDefault),
    );
    return [...held, ...kept];
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { deletion_protection: true } } } },
    fail: { resource: { aws_db_instance: { main: { engine: "postgres" } } } },
  },
};
