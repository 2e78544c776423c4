import type { ComponentName } from "../catalogue/component";
import { EMBEDDED_SERVERS } from "../facts/embedded-servers";
import type { KubernetesCluster } from "./environment";

/** The servers of the foundation on an existing cluster; those of its owner run elsewhere. */
export function embeddedServerNames(
  { objectStore, postgres, mysql }: KubernetesCluster,
  chosen: readonly ComponentName[],
): (keyof typeof EMBEDDED_SERVERS)[] {
  const present = {
    "object-store": objectStore === undefined,
    postgres: postgres === undefined,
    mysql: mysql === undefined && chosen.includes("kubeflow-pipelines"),
  };
  const names = Object.keys(EMBEDDED_SERVERS) as (keyof typeof EMBEDDED_SERVERS)[];
  return names.filter((name) => present[name]);
}
