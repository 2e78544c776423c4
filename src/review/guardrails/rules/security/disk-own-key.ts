import type { Resource, ResourceGraph } from "../../../model";
import { EBS_TYPES, ebsDisks } from "../../ebs-disks";
import { checkPresent, checkValuePresent, IN_PROD, isTrue } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const MESSAGE = "The disk is encrypted with a provider-managed key.";

const GOOGLE_PATHS: Readonly<Record<string, string>> = {
  google_compute_disk: "disk_encryption_key.kms_key_self_link",
  google_compute_region_disk: "disk_encryption_key.kms_key_self_link",
  google_compute_instance: "boot_disk.kms_key_self_link",
  google_container_node_pool: "node_config.boot_disk_kms_key",
};

/** Unencrypted disks are checked by node-disks-encrypted. */
function judgeEbs(machine: Resource, graph: ResourceGraph): Outcome[] {
  return ebsDisks(graph, machine)
    .filter(({ encrypted }) => isTrue(encrypted ?? false))
    .map(({ kms_key_id }) => checkValuePresent(graph.resolve(machine, kms_key_id), "kms_key_id", MESSAGE));
}

export const diskOwnKey: Rule = {
  id: "disk-own-key",
  title: "Disks are encrypted with a customer-managed key",
  why: "The use of a provider-managed key can't be audited or revoked.",
  remedy: "Set kms_key_id (AWS), kms_key_self_link or boot_disk_kms_key (Google Cloud).",
  severity: "medium",
  area: "security",
  enforcement: IN_PROD,
  link: "https://cloud.google.com/compute/docs/disks/customer-managed-encryption",
  equivalents: { checkov: ["CKV_AWS_189", "CKV_GCP_37", "CKV_GCP_38"], cis: ["GCP 3.0.0 4.7", "GKE 1.6.0 5.9.2"] },
  resourceTypes: [...EBS_TYPES, ...Object.keys(GOOGLE_PATHS)],
  check: (machine, { graph }) => {
    const path = GOOGLE_PATHS[machine.type];
    return path === undefined ? judgeEbs(machine, graph) : [checkPresent(graph, machine, path, MESSAGE)];
  },
  examples: {
    pass: {
      resource: { aws_ebs_volume: { cache: { encrypted: true, kms_key_id: "${aws_kms_key.main.arn}" } } },
    },
    fail: { resource: { aws_ebs_volume: { cache: { encrypted: true } } } },
  },
};
