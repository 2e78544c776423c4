import { companions } from "../../companion";
import { checkAttribute, FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

export const fileSystemBackups: Rule = {
  id: "file-system-backups",
  title: "Shared file systems are backed up",
  why: "They hold notebooks and checkpoints, and a single rm deletes them all.",
  remedy: 'Add an aws_efs_backup_policy with status = "ENABLED".',
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html",
  equivalents: { checkov: ["CKV2_AWS_18"] },
  resourceTypes: ["aws_efs_file_system"],
  check: (files, { graph }) => {
    const policies = companions(graph, files, "aws_efs_backup_policy", "file_system_id");
    if (policies.length === 0 && graph.referrers(files, "aws_backup_selection").length > 0) return [{ kind: "pass" }];
    if (policies.length === 0) return [fail("It is not backed up.")];
    return policies.map((policy) =>
      checkAttribute(
        graph,
        policy,
        "backup_policy.status",
        (status) => status === "ENABLED",
        () => "It is not backed up.",
        "DISABLED",
      ),
    );
  },
  examples: {
    pass: {
      resource: {
        aws_efs_file_system: { data: { encrypted: true } },
        aws_efs_backup_policy: {
          data: { file_system_id: "${aws_efs_file_system.data.id}", backup_policy: { status: "ENABLED" } },
        },
      },
    },
    fail: { resource: { aws_efs_file_system: { data: { encrypted: true } } } },
  },
};
