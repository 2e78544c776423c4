import { judge } from "../../kubernetes/check-pods";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, typesOfKinds } from "../../kubernetes/manifest";
import { FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

/** Provisioners whose disks are encrypted only if the class requires it. */
const ASKED = new Set(["ebs.csi.aws.com", "kubernetes.io/aws-ebs"]);

export const storageClassEncrypted: Rule = {
  id: "storage-class-encrypted",
  title: "Storage classes create encrypted disks",
  why: "A snapshot of an unencrypted disk can be read wherever it is copied.",
  remedy: 'Set parameters.encrypted = "true", and kmsKeyId to a customer-managed key.',
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md",
  resourceTypes: typesOfKinds("StorageClass"),
  check: (storageClass, { graph }) => {
    const manifest = manifestOf(storageClass);
    return ASKED.has(String(manifest.provisioner))
      ? [
          judge(
            graph.resolve(storageClass, objectIn(manifest, "parameters").encrypted),
            "parameters.encrypted",
            isTrue,
            "Its disks are not encrypted.",
            false,
          ),
        ]
      : [];
  },
  examples: {
    pass: manifestExample({
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "gp3" },
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true" },
    }),
    fail: manifestExample({
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "gp3" },
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3" },
    }),
  },
};
