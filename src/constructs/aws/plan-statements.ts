import type { PolicyStatement } from "./policy-document";

/**
 * What Terraform's provider reads about the resources of a foundation and of the stacks above it: settings, never
 * contents. Deliberately excluded: objects in buckets, values of secrets and parameters, log events, image layers,
 * messages, and Kubernetes objects.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * @param accountId account of the environment
 * @param prefix prefix of the names of its buckets, which are not scoped to an account
 */
export function planStatements(accountId: string, prefix: string): PolicyStatement[] {
  const read = (service: string, actions: readonly string[], resources: readonly string[]): PolicyStatement => ({
    sid: `Read${service}`,
    actions: actions.map((action) => `${service}:${action}`),
    resources,
  });
  const inAccount = (service: string, ...actions: readonly string[]) =>
    read(service, actions, [`arn:aws:${service}:*:${accountId}:*`]);
  return [
    // These actions don't support resource-level permissions.
    { sid: "Read", actions: ["ec2:Describe*", "kms:ListAliases"], resources: ["*"] },
    inAccount("budgets", "ListTagsForResource", "ViewBudget"),
    inAccount("ecr", "DescribeRepositories", "GetLifecyclePolicy", "ListTagsForResource"),
    inAccount("eks", "Describe*", "List*"),
    inAccount("events", "DescribeRule", "ListTagsForResource", "ListTargetsByRule"),
    // ARNs of IAM have no region, and need a resource type.
    read(
      "iam",
      ["Get*", "List*"],
      ["role", "instance-profile"].map((kind) => `arn:aws:iam::${accountId}:${kind}/*`),
    ),
    inAccount("kms", "DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"),
    inAccount("logs", "DescribeLogGroups", "ListTagsForResource"),
    inAccount("rds", "Describe*", "ListTagsForResource"),
    inAccount("secretsmanager", "DescribeSecret", "GetResourcePolicy"),
    inAccount("sqs", "GetQueueAttributes", "ListQueueTags"),
    {
      sid: "ReadBuckets",
      actions: [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListTagsForResource",
      ],
      resources: [`arn:aws:s3:::${prefix}-*`],
    },
  ];
}
