import type { Node } from "../node/node";

/**
 * Working sets of all containers in bytes, by `namespace/pod/container`, as the kubelets report them.
 * https://kubernetes.io/docs/reference/instrumentation/node-metrics/
 */
export async function workingSets(cluster: Node): Promise<ReadonlyMap<string, number>> {
  const nodes = (await cluster.kubectl(["get", "nodes", "--output=name"])).trim().split("\n");
  const reports = await Promise.all(
    nodes.map((node) =>
      cluster.kubectl(["get", "--raw", `/api/v1/${node.replace("node/", "nodes/")}/proxy/stats/summary`]),
    ),
  );
  return new Map(
    reports.flatMap((report) =>
      (JSON.parse(report) as Summary).pods.flatMap(({ podRef, containers = [] }) =>
        containers.map(
          ({ name, memory }) => [`${podRef.namespace}/${podRef.name}/${name}`, memory?.workingSetBytes ?? 0] as const,
        ),
      ),
    ),
  );
}

interface Summary {
  readonly pods: readonly {
    readonly podRef: { readonly namespace: string; readonly name: string };
    readonly containers?: readonly { readonly name: string; readonly memory?: { readonly workingSetBytes?: number } }[];
  }[];
}
