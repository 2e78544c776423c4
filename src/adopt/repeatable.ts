/**
 * Types whose creation changes an existing object, or returns the existing object. After an interrupted apply they can
 * simply be created again, without an import.
 */
export const REPEATABLE: ReadonlySet<string> = new Set([
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_default_security_group",
  "aws_ecr_lifecycle_policy",
  "aws_eks_access_policy_association",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_sqs_queue_policy",
  "google_artifact_registry_repository_iam_member",
  "google_dns_managed_zone_iam_member",
  "google_kms_crypto_key_iam_member",
  "google_logging_project_bucket_config",
  "google_project_iam_member",
  "google_project_service",
  "google_project_service_identity",
  "google_secret_manager_secret_iam_member",
  "google_secret_manager_secret_version",
  "google_service_account_iam_member",
  "google_service_networking_connection",
  "google_storage_bucket_iam_member",
  // With upgrade_install, an existing release is upgraded.
  "helm_release",
]);
