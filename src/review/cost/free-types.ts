/**
 * Resource types that are free in themselves; types that are neither here nor have an estimator are listed as unpriced.
 * A prefix is only used if the whole family is free: `aws_route` would include hosted zones, which are not.
 */
const FREE_PREFIXES = [
  "aws_eks_access_",
  "aws_iam_",
  "aws_lb_listener",
  "aws_lb_target_group",
  "aws_vpc_security_group_",
  "google_iam_",
  "google_project_iam_",
  "google_project_service",
  "google_service_account",
];

const FREE_TYPES: ReadonlySet<string> = new Set([
  "aws_appautoscaling_policy",
  "aws_appautoscaling_target",
  "aws_autoscaling_policy",
  "aws_budgets_budget",
  // Events of AWS' own services cost nothing. https://aws.amazon.com/eventbridge/pricing/
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_db_parameter_group",
  "aws_db_subnet_group",
  "aws_default_security_group",
  "aws_dynamodb_table_item",
  "aws_ecr_lifecycle_policy",
  "aws_efs_access_point",
  "aws_efs_file_system_policy",
  "aws_efs_mount_target",
  "aws_eks_addon",
  "aws_eks_pod_identity_association",
  "aws_elasticache_parameter_group",
  "aws_elasticache_subnet_group",
  "aws_internet_gateway",
  "aws_kms_alias",
  "aws_kms_key_policy",
  "aws_lambda_permission",
  // Nodes and disks are billed with the resource that uses it.
  "aws_launch_template",
  "aws_rds_cluster_parameter_group",
  "aws_route",
  "aws_route_table",
  "aws_route_table_association",
  "aws_sqs_queue_policy",
  "aws_s3_bucket_acl",
  "aws_s3_bucket_cors_configuration",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_notification",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  // Billed with its secret.
  "aws_secretsmanager_secret_version",
  "aws_security_group",
  "aws_subnet",
  "aws_volume_attachment",
  "aws_vpc",
  "google_artifact_registry_repository_iam_member",
  "google_billing_budget",
  "google_compute_attached_disk",
  // Machines are billed with their manager, which has their number.
  "google_compute_autoscaler",
  "google_compute_firewall",
  "google_compute_health_check",
  "google_compute_instance_template",
  "google_compute_network",
  "google_compute_region_autoscaler",
  "google_compute_region_instance_template",
  "google_compute_router",
  "google_compute_subnetwork",
  "google_dns_managed_zone_iam_member",
  "google_kms_crypto_key_iam_member",
  "google_kms_key_ring",
  "google_monitoring_notification_channel",
  "google_secret_manager_secret_iam_member",
  // Billed with its secret.
  "google_secret_manager_secret_version",
  "google_service_networking_connection",
  "google_sql_database",
  "google_sql_user",
  "google_storage_bucket_iam_member",
  "random_id",
]);

/** Objects of a cluster run on its nodes, except those that create cloud resources. */
const IN_CLUSTER = /^kubernetes_(?!(?:service|persistent_volume|persistent_volume_claim|stateful_set)(?:_v1)?$)/;

export function isFree(type: string): boolean {
  return FREE_TYPES.has(type) || IN_CLUSTER.test(type) || FREE_PREFIXES.some((prefix) => type.startsWith(prefix));
}
