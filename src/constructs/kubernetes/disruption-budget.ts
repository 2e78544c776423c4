import type { Manifest } from "./manifest-bundle";

/**
 * A pod that isn't ready may always be evicted: with the default, it would block the drain of its node, for example while
 * it waits for a database that was evicted before it. Charts have the same value in their budgets.
 * https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export const EVICT_UNREADY = { unhealthyPodEvictionPolicy: "AlwaysAllow" } as const;

/** At most one ready pod of a workload is evicted at a time. */
export function disruptionBudget(
  name: string,
  namespace: string,
  matchLabels: Readonly<Record<string, string>>,
): Manifest {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name, namespace },
    spec: {
      maxUnavailable: 1,
      ...EVICT_UNREADY,
      selector: { matchLabels: { ...matchLabels } },
    },
  };
}
