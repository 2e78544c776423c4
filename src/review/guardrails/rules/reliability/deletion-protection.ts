import { checkAttribute, FROM_STAGING, isOff, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

/** Attribute that protects a type, and whether its provider protects without being asked. */
const PROTECTION: Readonly<Record<string, readonly (readonly [path: string, byDefault: boolean])[]>> = {
  aws_alb: [["enable_deletion_protection", false]],
  aws_db_instance: [["deletion_protection", false]],
  aws_dynamodb_table: [["deletion_protection_enabled", false]],
  aws_eks_cluster: [["deletion_protection", false]],
  aws_lb: [["enable_deletion_protection", false]],
  aws_rds_cluster: [["deletion_protection", false]],
  google_bigquery_table: [["deletion_protection", true]],
  google_container_cluster: [["deletion_protection", true]],
  // The first is Terraform's alone; the second holds for everybody.
  google_sql_database_instance: [
    ["deletion_protection", true],
    ["settings.deletion_protection_enabled", false],
  ],
};

/** What deletes its contents along with what holds them. */
const FORCED: Readonly<Record<string, string>> = {
  aws_ecr_repository: "force_delete",
  aws_s3_bucket: "force_destroy",
  google_storage_bucket: "force_destroy",
};

export const deletionProtection: Rule = {
  id: "deletion-protection",
  title: "What holds state can't be deleted by accident",
  why: "A renamed construct or a wrong destroy takes the data with it.",
  remedy: "Set deletion_protection = true, or force_destroy = false on buckets, force_delete = false on registries.",
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
      ? [checkAttribute(graph, resource, forced, isOff, () => "Deleting it deletes what is in it.", false)]
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
