import { blocksOf, type JsonObject } from "../../../model";
import { FROM_STAGING, fail, isTrue, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

function disksOf(mappings: readonly JsonObject[]): JsonObject[] {
  return mappings.flatMap((mapping) => blocksOf(mapping.ebs));
}

export const nodeDisksEncrypted: Rule = {
  id: "node-disks-encrypted",
  title: "Disks of machines are encrypted",
  why: "A copied snapshot or a lost disk gives away images, caches and secrets.",
  remedy: "Set encrypted = true in every ebs block.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  resourceTypes: ["aws_launch_template", "aws_ebs_volume"],
  check: (machine, { graph }) => {
    const disks =
      machine.type === "aws_ebs_volume" ? [machine.body] : disksOf(graph.blocks(machine, "block_device_mappings"));
    return disks.map((disk) => {
      const encrypted = graph.resolve(machine, disk.encrypted);
      if (encrypted.kind === "unknown") return undecided("encrypted", encrypted.expression);
      return encrypted.kind === "known" && isTrue(encrypted.value)
        ? PASS
        : fail("A disk is not encrypted.", "encrypted");
    });
  },
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
