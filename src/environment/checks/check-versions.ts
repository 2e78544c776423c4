import { KUBERNETES_VERSIONS } from "../../facts/kubernetes-support";
import type { Fault } from "../../problems/fault";
import { describe } from "../describe";
import type { CloudEnvironment } from "../environment";
import type { Partially } from "../keep-valid";

/** Finds a Kubernetes version that the cloud doesn't have, or that is out of support on the day of the check. */
export function checkVersions({ cloud, cluster }: Partially<CloudEnvironment>, today: string): Fault[] {
  const version = cluster?.version;
  if (!cloud?.provider || version === undefined) return [];
  const versions = KUBERNETES_VERSIONS[cloud.provider];
  const supported = Object.keys(versions).filter((name) => (versions[name]?.standard ?? "") >= today);
  const fault = (found: string, remedy: string): Fault[] => [
    {
      path: "cluster.version",
      found,
      expected: `a supported version: ${supported.join(", ") || "none known as of today"}`,
      remedy,
    },
  ];
  const support = Object.hasOwn(versions, version) ? versions[version] : undefined;
  const upgrade = supported.length > 0 ? `Set cluster.version to ${supported.at(-1)}` : "Upgrade mlops-constructs";
  if (!support) return fault(describe(version), `${upgrade}.`);
  if (support.extended < today)
    return fault(`${describe(version)}, out of support since ${support.extended}`, `${upgrade}.`);
  if (support.standard >= today || cluster?.extendedSupport === true) return [];
  return fault(
    `${describe(version)}, out of standard support since ${support.standard}`,
    `${upgrade}, or accept the surcharge with cluster.extendedSupport: true.`,
  );
}
