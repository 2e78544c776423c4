/** Resource types that cost nothing in themselves; whatever is in neither list is named as unpriced. */
const FREE_PREFIXES = [
  "aws_iam_",
  "aws_eks_access_",
  "aws_route",
  "aws_s3_bucket_",
  "aws_vpc_security_group_",
  "google_compute_firewall",
  "google_service_account",
  "google_project_",
  "google_iam_",
];

const FREE_TYPES: ReadonlySet<string> = new Set([
  "aws_budgets_budget",
  "aws_db_parameter_group",
  "aws_db_subnet_group",
  "aws_default_security_group",
  "aws_ecr_lifecycle_policy",
  "aws_eks_addon",
  "aws_eks_pod_identity_association",
  // What it writes is billed with its log group.
  "aws_flow_log",
  "aws_internet_gateway",
  "aws_kms_alias",
  // Nodes and disks are billed with whatever uses it.
  "aws_launch_template",
  "aws_security_group",
  "aws_subnet",
  "aws_vpc",
  "google_artifact_registry_repository_iam_member",
  "google_billing_budget",
  // A reserved range of private addresses.
  "google_compute_global_address",
  "google_compute_network",
  "google_compute_router",
  "google_compute_subnetwork",
  "google_kms_crypto_key_iam_member",
  "google_kms_key_ring",
  "google_monitoring_notification_channel",
  "google_secret_manager_secret_iam_member",
  // Billed with its secret.
  "google_secret_manager_secret_version",
  "google_service_networking_connection",
  "google_sql_user",
  "google_storage_bucket_iam_member",
  "random_id",
]);

export function isFree(type: string): boolean {
  return FREE_TYPES.has(type) || FREE_PREFIXES.some((prefix) => type.startsWith(prefix));
}
