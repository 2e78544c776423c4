import type { JsonObject } from "../../../model";
import { manifestExample } from "../../kubernetes/example";
import { kindOf, manifestOf, objectIn, objectsIn, typesOfKinds } from "../../kubernetes/manifest";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const volumeClaimClass: Rule = {
  id: "volume-claim-class",
  title: "Volume claims set a storage class",
  why: "The cluster's default determines disk type, encryption and reclaim policy; it differs between clouds and can change.",
  remedy: "Set storageClassName.",
  severity: "low",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1",
  resourceTypes: typesOfKinds("PersistentVolumeClaim", "StatefulSet"),
  check: (resource) => {
    const manifest = manifestOf(resource);
    const claims =
      kindOf(resource) === "StatefulSet" ? objectsIn(objectIn(manifest, "spec"), "volumeClaimTemplates") : [manifest];
    return claims.map((claim) =>
      hasClass(objectIn(claim, "spec")) ? PASS : fail("It uses the cluster's default class.", "spec.storageClassName"),
    );
  },
  examples: {
    pass: manifestExample(claimExample({ storageClassName: "gp3" })),
    fail: manifestExample(claimExample({})),
  },
};

/** An empty class is also a choice: volumes without a class. A claim for a named volume needs no class. */
function hasClass({ storageClassName, volumeName }: JsonObject): boolean {
  return (storageClassName ?? volumeName) !== undefined && (storageClassName ?? volumeName) !== null;
}

function claimExample(spec: JsonObject): JsonObject {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "models", namespace: "fraud" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, ...spec },
  };
}
