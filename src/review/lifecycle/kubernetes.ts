/**
 * Last day of standard support of Kubernetes versions, `YYYY-MM-DD`, by the type of the cluster.
 * EKS: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 * GKE: https://cloud.google.com/kubernetes-engine/docs/release-schedule
 */
const STANDARD_SUPPORT_ENDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_eks_cluster: {
    "1.30": "2025-07-23",
    "1.31": "2025-11-26",
    "1.32": "2026-03-23",
    "1.33": "2026-07-29",
    "1.34": "2026-12-02",
    "1.35": "2027-03-27",
  },
  google_container_cluster: {
    "1.31": "2026-01-16",
    "1.32": "2026-04-11",
    "1.33": "2026-08-03",
    "1.34": "2026-10-01",
    "1.35": "2027-04-11",
  },
};

/** `undefined` for versions that nothing is known of. Patch versions count as their minor version. */
export function standardSupportEnd(clusterType: string, version: string): string | undefined {
  const [minor = ""] = /^\d+\.\d+/.exec(version) ?? [];
  const versions = STANDARD_SUPPORT_ENDS[clusterType] ?? {};
  return Object.hasOwn(versions, minor) ? versions[minor] : undefined;
}
