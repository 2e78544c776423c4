import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import type { Node } from "../node/node";
import type { Target } from "./prometheus";

/** Monitors of pods that only exist once a team has a model. */
const WAITING: readonly string[] = [
  `podMonitor/${NAMESPACES.kserve}/predictors`,
  `podMonitor/${NAMESPACES.knative}/revisions`,
];

/** The monitors in a namespace, as Prometheus names their targets. */
export async function monitorsIn(cluster: Node, namespace: string): Promise<string[]> {
  const { items } = JSON.parse(
    await cluster.kubectl(["get", "servicemonitors,podmonitors", `--namespace=${namespace}`, "--output=json"]),
  );
  return items
    .map(
      ({ kind, metadata }: { kind: string; metadata: { name: string } }) =>
        `${kind === "PodMonitor" ? "podMonitor" : "serviceMonitor"}/${namespace}/${metadata.name}`,
    )
    .filter((monitor: string) => !WAITING.includes(monitor));
}

/** What Prometheus misses of a monitor: that it has no target at all, or why a target fails. */
export function missedOf(monitor: string, targets: readonly Target[]): string[] {
  const own = targets.filter(({ scrapePool }) => scrapePool.startsWith(`${monitor}/`));
  if (own.length === 0) return [`${monitor} has no target`];
  return own.filter(({ health }) => health !== "up").map(({ lastError }) => `${monitor}: ${lastError}`);
}
