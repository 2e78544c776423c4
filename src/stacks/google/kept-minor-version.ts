import type { CloudEnvironment } from "../../environment/environment";
import { KUBERNETES_VERSIONS } from "../../facts/kubernetes-support";

/** GKE keeps the minor version until its support ends: the catalogue controls upgrades. */
export function keptMinorVersion({ version, extendedSupport }: CloudEnvironment["cluster"]): {
  readonly keepMinorVersionUntil?: string;
} {
  const support = KUBERNETES_VERSIONS.google[version];
  return support ? { keepMinorVersionUntil: extendedSupport ? support.extended : support.standard } : {};
}
