import { checkAttribute, checkPresent, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const fileSystemEncrypted: Rule = {
  id: "file-system-encrypted",
  title: "Shared file systems are encrypted with a customer-managed key",
  why: "EFS is not encrypted by default and can't be encrypted later.",
  remedy: "Set encrypted = true and kms_key_id (EFS) or kms_key_name (Filestore) from the start.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
  equivalents: {
    checkov: ["CKV_AWS_42", "CKV_AWS_184"],
    cdkNag: ["AwsSolutions-EFS1"],
    cis: ["AWS 3.0.0 2.4.1"],
  },
  resourceTypes: ["aws_efs_file_system", "google_filestore_instance"],
  check: (files, { graph }) => {
    const message = "It is encrypted with a provider-managed key.";
    if (files.type === "google_filestore_instance") return [checkPresent(graph, files, "kms_key_name", message)];
    const encrypted = checkAttribute(graph, files, "encrypted", isTrue, () => "It is not encrypted.", false);
    return encrypted.kind === "pass" ? [checkPresent(graph, files, "kms_key_id", message)] : [encrypted];
  },
  examples: {
    pass: {
      resource: { aws_efs_file_system: { data: { encrypted: true, kms_key_id: "${aws_kms_key.main.arn}" } } },
    },
    fail: { resource: { aws_efs_file_system: { data: { creation_token: "data" } } } },
  },
};
