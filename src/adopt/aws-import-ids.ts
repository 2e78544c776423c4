import type { ImportIds } from "./import-id-templates";

/**
 * Import ids on AWS that can be derived from the configuration: see the section "Import" of each resource's page,
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs. `account_id` and `region` come from the provider.
 */
export const AWS_IMPORT_IDS: ImportIds = {
  aws_budgets_budget: "{account_id}:{name}",
  aws_cloudwatch_log_group: "{name}",
  aws_db_instance: "{identifier}",
  aws_db_parameter_group: "{name}",
  aws_db_subnet_group: "{name}",
  aws_ecr_repository: "{name}",
  aws_eks_access_entry: "{cluster_name}:{principal_arn}",
  aws_eks_addon: "{cluster_name}:{addon_name}",
  aws_eks_cluster: "{name}",
  aws_eks_node_group: "{cluster_name}:{node_group_name}",
  aws_iam_instance_profile: "{name}",
  aws_iam_openid_connect_provider: "arn:aws:iam::{account_id}:oidc-provider/token.actions.githubusercontent.com",
  aws_iam_role: "{name}",
  aws_kms_alias: "{name}",
  aws_route: "{route_table_id}_{destination_cidr_block}",
  aws_route_table_association: "{subnet_id}/{route_table_id}",
  aws_s3_bucket: "{bucket}",
  aws_sqs_queue: "https://sqs.{region}.amazonaws.com/{account_id}/{name}",
};
