import { ALWAYS, checkAttribute, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const ebsEncryptionByDefault: Rule = {
  id: "ebs-encryption-by-default",
  title: "EBS encryption by default is not disabled",
  why: "Otherwise disks created by drivers or by hand are unencrypted, and any copy of them can be read.",
  remedy: "Leave aws_ebs_encryption_by_default enabled.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
  equivalents: { checkov: ["CKV_AWS_106"], cis: ["AWS 3.0.0 2.2.1"] },
  resourceTypes: ["aws_ebs_encryption_by_default"],
  check: (setting, { graph }) => [
    checkAttribute(graph, setting, "enabled", isTrue, () => "New disks in the region are not encrypted.", true),
  ],
  examples: {
    pass: { resource: { aws_ebs_encryption_by_default: { main: { enabled: true } } } },
    fail: { resource: { aws_ebs_encryption_by_default: { main: { enabled: false } } } },
  },
};
