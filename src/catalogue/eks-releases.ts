/** The EKS add-ons that a cluster may have, by their EKS names. */
export type EksAddonName =
  | "vpc-cni"
  | "kube-proxy"
  | "coredns"
  | "eks-pod-identity-agent"
  | "aws-ebs-csi-driver"
  | "snapshot-controller";

/** Add-on and image versions of EKS for one Kubernetes minor version. */
export interface EksRelease {
  /**
   * Release of the EKS-optimized AL2023 images, for nodes of every kind, including GPU nodes.
   * https://github.com/awslabs/amazon-eks-ami/releases
   */
  readonly nodes: string;
  readonly addons: Readonly<Record<EksAddonName, string>>;
}

/** Add-ons whose versions support every Kubernetes version of the table. */
const COMMON = {
  "vpc-cni": "v1.22.4-eksbuild.3",
  "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
  "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
  "snapshot-controller": "v8.5.0-eksbuild.3",
} as const;

/**
 * Add-ons and node images by Kubernetes minor version: as in the catalogue, an upgrade changes one row. Add-ons and
 * managed node groups keep the version that they were created with unless one is set, so a change of the cluster's
 * version changes them only because its row has different versions.
 *
 * Newer versions: `aws eks describe-addon-versions --kubernetes-version <version> --addon-name <name>`, and
 * `aws ssm get-parameter --name /aws/service/eks/optimized-ami/<version>/amazon-linux-2023/x86_64/standard/recommended/release_version`.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html and
 * https://docs.aws.amazon.com/eks/latest/userguide/managing-vpc-cni.html list the newest, as of August 2026.
 */
export const EKS_RELEASES: Readonly<Record<string, EksRelease>> = {
  "1.31": {
    nodes: "1.31.14-20260529",
    addons: { ...COMMON, "kube-proxy": "v1.31.14-eksbuild.20", coredns: "v1.11.4-eksbuild.40" },
  },
  "1.32": {
    nodes: "1.32.13-20260818",
    addons: { ...COMMON, "kube-proxy": "v1.32.13-eksbuild.16", coredns: "v1.11.4-eksbuild.40" },
  },
  "1.33": {
    nodes: "1.33.13-20260818",
    addons: { ...COMMON, "kube-proxy": "v1.33.10-eksbuild.13", coredns: "v1.12.4-eksbuild.18" },
  },
  "1.34": {
    nodes: "1.34.10-20260827",
    addons: { ...COMMON, "kube-proxy": "v1.34.6-eksbuild.13", coredns: "v1.13.2-eksbuild.11" },
  },
  "1.35": {
    nodes: "1.35.6-20260818",
    addons: { ...COMMON, "kube-proxy": "v1.35.3-eksbuild.13", coredns: "v1.14.3-eksbuild.3" },
  },
};
