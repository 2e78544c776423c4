import { type Guard, holds, lacks } from "./weakened";

const PROTECTED = [holds("deletion_protection", true)];
const PROTECTION_ENABLED = [holds("deletion_protection_enabled", true)];
const FINAL_SNAPSHOT = lacks("skip_final_snapshot", true);
const NO_FORCE = [lacks("force_destroy", true)];
const NO_FORCED_DELETE = [lacks("force_delete", true)];
const POLICY = [lacks("deletion_policy", "DELETE"), lacks("deletion_policy", "FORCE")];

/** Settings that protect a resource or its contents from deletion, by type. */
export const DELETION_GUARDS: Readonly<Record<string, readonly Guard[]>> = {
  aws_alb: [holds("enable_deletion_protection", true)],
  aws_backup_vault: NO_FORCE,
  aws_cloudtrail_event_data_store: [holds("termination_protection_enabled", true)],
  aws_cloudwatch_log_group: PROTECTION_ENABLED,
  aws_cognito_user_pool: [holds("deletion_protection", "ACTIVE")],
  aws_db_instance: [...PROTECTED, FINAL_SNAPSHOT],
  aws_docdb_cluster: [...PROTECTED, FINAL_SNAPSHOT],
  aws_dsql_cluster: [...PROTECTION_ENABLED, ...NO_FORCE],
  aws_dynamodb_table: PROTECTION_ENABLED,
  aws_ecr_repository: NO_FORCED_DELETE,
  aws_ecrpublic_repository: NO_FORCE,
  aws_eks_cluster: PROTECTED,
  aws_emr_cluster: [holds("termination_protection", true)],
  aws_instance: [holds("disable_api_termination", true)],
  aws_lb: [holds("enable_deletion_protection", true)],
  aws_neptune_cluster: [...PROTECTED, FINAL_SNAPSHOT],
  aws_neptunegraph_graph: PROTECTED,
  aws_rds_cluster: [...PROTECTED, FINAL_SNAPSHOT],
  aws_rds_global_cluster: PROTECTED,
  aws_redshift_cluster: [FINAL_SNAPSHOT],
  aws_route53_zone: NO_FORCE,
  aws_s3_bucket: NO_FORCE,
  aws_s3_directory_bucket: NO_FORCE,
  aws_s3tables_table_bucket: NO_FORCE,
  aws_s3vectors_vector_bucket: NO_FORCE,
  aws_secretsmanager_secret: [lacks("recovery_window_in_days", 0)],
  google_alloydb_cluster: POLICY,
  google_bigquery_dataset: [lacks("delete_contents_on_destroy", true)],
  google_bigquery_table: PROTECTED,
  google_bigtable_instance: [...PROTECTED, ...NO_FORCE],
  google_bigtable_table: [holds("deletion_protection", "PROTECTED")],
  google_compute_instance: PROTECTED,
  google_container_cluster: PROTECTED,
  google_dataproc_metastore_service: PROTECTED,
  google_dns_managed_zone: NO_FORCE,
  google_filestore_instance: PROTECTION_ENABLED,
  google_firestore_database: [holds("delete_protection_state", "DELETE_PROTECTION_ENABLED"), ...POLICY],
  google_folder: PROTECTED,
  google_memorystore_instance: PROTECTION_ENABLED,
  google_privateca_certificate_authority: PROTECTED,
  google_project: POLICY,
  google_redis_cluster: PROTECTION_ENABLED,
  google_secret_manager_regional_secret: PROTECTED,
  google_secret_manager_secret: PROTECTED,
  google_spanner_database: [...PROTECTED, holds("enable_drop_protection", true)],
  google_spanner_instance: NO_FORCE,
  google_sql_database_instance: [...PROTECTED, holds("settings.deletion_protection_enabled", true)],
  google_storage_bucket: NO_FORCE,
  google_vertex_ai_feature_online_store: NO_FORCE,
  google_vertex_ai_featurestore: NO_FORCE,
};
