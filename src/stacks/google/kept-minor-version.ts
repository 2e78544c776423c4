import type { Environment } from "../../environment/environment";
import { KUBERNETES_VERSIONS } from "../../facts/kubernetes-support";

/** GKE leaves the minor version alone until its support ends: the catalogue decides on upgrades. */
export function keptMinorVersion({ version, extendedSupport }: Environment["cluster"]): {
  readonly keepMinorVersionUntil?: string;
} {
  const support = KUBERNETES_VERSIONS.google[version];
  return support ? { keepMinorVersionUntil: extendedSupport ? support.extended : support.standard } : {};
}
