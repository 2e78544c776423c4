import { stepOf } from "../../change";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";
import { versionOf } from "../../version";

/** Attributes that hold the Kubernetes version. */
const PATHS: Readonly<Record<string, string>> = {
  aws_eks_cluster: "version",
  aws_eks_node_group: "version",
  google_container_cluster: "min_master_version",
  google_container_node_pool: "version",
};

export const clusterVersionStep: Rule = {
  id: "cluster-version-step",
  title: "Kubernetes is upgraded one minor version at a time",
  why: "A control plane can't skip or downgrade a minor version: the apply fails halfway, or nodes are no longer compatible with it.",
  remedy: "Set the next minor version, apply, verify the cluster, then take the next step.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/releases/version-skew-policy/",
  resourceTypes: Object.keys(PATHS),
  on: "change",
  check: (resource) => {
    const path = PATHS[resource.type] ?? "";
    const step = stepOf(resource, path);
    const [before, after] = [versionOf(step?.before), versionOf(step?.after)];
    if (!before || !after) return [PASS];
    const minors = (after.major - before.major) * 100 + after.minor - before.minor;
    if (minors === 0 || minors === 1) return [PASS];
    const what = minors < 0 ? "goes back" : "skips versions";
    return [fail(`It ${what}: ${String(step?.before)} to ${String(step?.after)}.`, path)];
  },
  examples: {
    pass: planExample({
      type: "aws_eks_cluster",
      actions: ["update"],
      before: { version: "1.34" },
      after: { version: "1.35" },
    }),
    fail: planExample({
      type: "aws_eks_cluster",
      actions: ["update"],
      before: { version: "1.33" },
      after: { version: "1.35" },
    }),
  },
};
