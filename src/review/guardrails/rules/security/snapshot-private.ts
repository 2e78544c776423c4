import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const snapshotPrivate: Rule = {
  id: "snapshot-private",
  title: "Snapshots and images are not public",
  why: "Anyone can restore a public snapshot of a disk or database within minutes.",
  remedy: "Name the accounts to share with.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html",
  equivalents: { checkov: ["CKV_AWS_302", "CKV_AWS_205"] },
  resourceTypes: ["aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy", "aws_ami_launch_permission"],
  check: ({ body }) => {
    const everybody = [body.shared_accounts ?? [], body.group ?? []].flat().includes("all");
    return [everybody ? fail("It is shared with every AWS account.") : PASS];
  },
  examples: {
    pass: { resource: { aws_db_snapshot: { before: { shared_accounts: ["222222222222"] } } } },
    fail: { resource: { aws_db_snapshot: { before: { shared_accounts: ["all"] } } } },
  },
};
