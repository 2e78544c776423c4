import type { CloudProvider } from "./provider";

/** End of support of a Kubernetes minor version, `YYYY-MM-DD`. */
export interface VersionSupport {
  /** Last day of standard support. */
  readonly standard: string;
  /** Last day of extended support, which costs extra. */
  readonly extended: string;
}

/**
 * EKS: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 *
 * GKE: end of standard support according to https://cloud.google.com/kubernetes-engine/docs/release-schedule, whose
 * dates are estimates; extended support ends 24 months after a version reached the Regular channel, according to
 * https://cloud.google.com/kubernetes-engine/versioning#lifecycle.
 */
export const KUBERNETES_VERSIONS: Readonly<Record<CloudProvider, Readonly<Record<string, VersionSupport>>>> = {
  aws: {
    "1.30": { standard: "2025-07-23", extended: "2026-07-23" },
    "1.31": { standard: "2025-11-26", extended: "2026-11-26" },
    "1.32": { standard: "2026-03-23", extended: "2027-03-23" },
    "1.33": { standard: "2026-07-29", extended: "2027-07-29" },
    "1.34": { standard: "2026-12-02", extended: "2027-12-02" },
    "1.35": { standard: "2027-03-27", extended: "2028-03-27" },
  },
  google: {
    "1.31": { standard: "2026-01-16", extended: "2026-10-25" },
    "1.32": { standard: "2026-04-11", extended: "2027-02-11" },
    "1.33": { standard: "2026-08-03", extended: "2027-06-03" },
    "1.34": { standard: "2026-10-01", extended: "2027-09-30" },
    "1.35": { standard: "2027-04-11", extended: "2028-02-11" },
  },
};

/** `undefined` for unknown versions. Patch versions count as their minor version. */
export function kubernetesSupport(provider: CloudProvider, version: string): VersionSupport | undefined {
  const [minor = ""] = /^\d+\.\d+/.exec(version) ?? [];
  const versions = KUBERNETES_VERSIONS[provider];
  return Object.hasOwn(versions, minor) ? versions[minor] : undefined;
}
