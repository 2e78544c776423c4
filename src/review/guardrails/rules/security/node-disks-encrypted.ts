import { EBS_TYPES, ebsDisks } from "../../ebs-disks";
import { checkValue, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const nodeDisksEncrypted: Rule = {
  id: "node-disks-encrypted",
  title: "Machine disks are encrypted",
  why: "A copied snapshot or a lost disk exposes images, caches and secrets.",
  remedy: "Set encrypted = true in every ebs block.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  equivalents: { checkov: ["CKV_AWS_3", "CKV_AWS_8", "CKV2_AWS_2"], cdkNag: ["AwsSolutions-EC26"] },
  resourceTypes: EBS_TYPES,
  check: (machine, { graph }) =>
    ebsDisks(graph, machine).map(({ encrypted }) =>
      checkValue(graph.resolve(machine, encrypted), "encrypted", isTrue, () => "A disk is not encrypted.", false),
    ),
  examples: {
    pass: {
      resource: {
        aws_launch_template: {
          nodes: { block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "true" } }] },
        },
      },
    },
    fail: {
      resource: {
        aws_launch_template: {
          nodes: { block_device_mappings: [{ device_name: "/dev/xvda", ebs: { volume_size: 50 } }] },
        },
      },
    },
  },
};
