/**
 * Last day of standard support of Kubernetes versions.
 * EKS: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 * GKE: never ends before Kubernetes' own support, https://kubernetes.io/releases/
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
  google_container_cluster: { "1.33": "2026-06-28", "1.34": "2026-10-27", "1.35": "2027-02-28" },
};

/** `undefined` for versions that nothing is known of. Patch versions count as their minor version. */
export function standardSupportEnd(clusterType: string, version: string): string | undefined {
  const [minor = ""] = /^\d+\.\d+/.exec(version) ?? [];
  const versions = STANDARD_SUPPORT_ENDS[clusterType] ?? {};
  return Object.hasOwn(versions, minor) ? versions[minor] : undefined;
}
