import { ADVICE, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const idleDisk: Rule = {
  id: "idle-disk",
  title: "Disks are attached",
  why: "A disk is billed for its size, whether it is used or not.",
  remedy: "Attach it, or take a snapshot and remove it.",
  severity: "low",
  area: "cost",
  enforcement: ADVICE,
  link: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-lifecycle.html",
  resourceTypes: ["aws_ebs_volume", "google_compute_disk", "google_compute_region_disk"],
  check: (disk, { graph }) => [graph.referrers(disk).length > 0 ? PASS : fail("Nothing in the code uses it.")],
  examples: {
    pass: {
      resource: {
        aws_ebs_volume: { data: { size: 100 } },
        aws_volume_attachment: { data: { volume_id: "${aws_ebs_volume.data.id}", instance_id: "i-1" } },
      },
    },
    fail: { resource: { aws_ebs_volume: { data: { size: 100 } } } },
  },
};
