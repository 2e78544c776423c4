import type { Node } from "../node/node";
import { until } from "../node/until";
import { reference, type Scalable, type Stopped, startGroups, stopGroups } from "./stop-order";

/** Seconds between two looks at the cluster. */
const INTERVAL = 5;

interface Found {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly replicas: number };
  readonly status: { readonly replicas?: number; readonly readyReplicas?: number };
}

/**
 * The replicas of everything that is to be stopped.
 * @throws Error if something does not exist, or is stopped already: its number would be lost
 */
export async function replicasOf(cluster: Node, all: readonly Scalable[]): Promise<Stopped[]> {
  const find = await finder(cluster);
  const found = all.map((each) => ({
    ...each,
    replicas: find(each)?.spec.replicas ?? 0,
    ready: isReady(find(each)),
  }));
  const problems = found
    .filter(({ replicas }) => replicas === 0)
    .map((each) => `${each.namespace} ${reference(each)}: ${find(each) ? "wants no replicas" : "does not exist"}`);
  if (problems.length > 0) throw new Error(`Start these first:\n${problems.join("\n")}`);
  return found;
}

/** Stops everything, and waits until it has no pod. What was started again meanwhile is stopped again. */
export async function stop(cluster: Node, all: readonly Stopped[]): Promise<void> {
  for (const group of stopGroups(all)) {
    await until(
      `${group.length} objects have no pods`,
      300,
      async () => {
        const find = await finder(cluster);
        await scale(
          cluster,
          group.filter((each) => (find(each)?.spec.replicas ?? 0) > 0).map((each) => ({ ...each, replicas: 0 })),
        );
        const running = group.filter((each) => (find(each)?.status.replicas ?? 0) > 0);
        if (running.length > 0) throw new Error(running.map(reference).join(", "));
        return true;
      },
      INTERVAL,
    );
  }
}

/**
 * Gives everything its replicas again, and waits for what was ready before. A group that does not become ready does not
 * keep the next ones from starting.
 * @throws Error with what is not ready
 */
export async function start(cluster: Node, all: readonly Stopped[]): Promise<void> {
  const failures: string[] = [];
  for (const group of startGroups(all)) {
    try {
      await scale(cluster, group);
      await until(
        `${[...new Set(group.map(({ of }) => of))].join(", ")} run again`,
        900,
        async () => {
          const find = await finder(cluster);
          const waiting = group.filter((each) => each.ready && !isReady(find(each)));
          if (waiting.length > 0) throw new Error(waiting.map(reference).join(", "));
          return true;
        },
        INTERVAL,
      );
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (failures.length > 0) throw new Error(failures.join("\n"));
}

/** An autoscaler, or Argo CD, may have chosen another number meanwhile. */
function isReady(found: Found | undefined): boolean {
  return found !== undefined && found.spec.replicas > 0 && (found.status.readyReplicas ?? 0) >= found.spec.replicas;
}

/** One call for all objects of a namespace with the same number of replicas. */
async function scale(cluster: Node, all: readonly Stopped[]): Promise<void> {
  const calls = new Map<string, string[]>();
  for (const each of all) {
    const call = `${each.namespace} ${each.replicas}`;
    calls.set(call, [...(calls.get(call) ?? []), reference(each)]);
  }
  for (const [call, objects] of calls) {
    const [namespace, replicas] = call.split(" ");
    await cluster.kubectl(["scale", `--namespace=${namespace}`, `--replicas=${replicas}`, ...objects]);
  }
}

/** The objects on the cluster at this moment. */
async function finder(cluster: Node): Promise<(each: Scalable) => Found | undefined> {
  const list = ["get", "deployments,statefulsets", "--all-namespaces", "--output=json"];
  const { items } = JSON.parse(await cluster.kubectl(list)) as { items: Found[] };
  return ({ kind, namespace, name }) =>
    items.find(
      (found) => found.kind === kind && found.metadata.namespace === namespace && found.metadata.name === name,
    );
}
