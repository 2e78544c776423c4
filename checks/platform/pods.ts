import type { Node } from "../node/node";

export interface Container {
  readonly name: string;
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
}

export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly spec: { readonly containers: readonly Container[] };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly {
      readonly name: string;
      readonly containerID: string;
      readonly state: { readonly running?: object };
      readonly restartCount: number;
      readonly lastState: { readonly terminated?: { readonly finishedAt: string; readonly reason: string } };
    }[];
  };
}

/** The pods of one namespace, or of all, that have not finished and are not being deleted. */
export async function podsIn(cluster: Node, namespace?: string): Promise<readonly Pod[]> {
  const where = namespace === undefined ? "--all-namespaces" : `--namespace=${namespace}`;
  const { items } = JSON.parse(await cluster.kubectl(["get", "pods", where, "--output=json"]));
  return items.filter(
    ({ metadata, status }: Pod) =>
      metadata.deletionTimestamp === undefined && status.phase !== "Succeeded" && status.phase !== "Failed",
  );
}

export function isReady({ status }: Pod): boolean {
  return (status.conditions ?? []).some((condition) => condition.type === "Ready" && condition.status === "True");
}

/** Ids of the containers that run. One that is started again, in the same pod or in another, has a new id. */
export function runningContainers(pods: readonly Pod[]): string[] {
  return pods.flatMap(({ status }) =>
    (status.containerStatuses ?? []).flatMap(({ containerID, state }) => (state.running ? [containerID] : [])),
  );
}

/** Containers that ended since a moment, as `pod/container: reason`. */
export function restartsSince(moment: number, pods: readonly Pod[]): string[] {
  return pods.flatMap(({ metadata, status }) =>
    (status.containerStatuses ?? []).flatMap(({ name, lastState: { terminated } }) =>
      terminated && Date.parse(terminated.finishedAt) > moment
        ? [`${metadata.name}/${name}: ${terminated.reason} at ${terminated.finishedAt}`]
        : [],
    ),
  );
}
