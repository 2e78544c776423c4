import { NODE_PORTS } from "../../constructs/base/entry";
import { expanded, OWN_NODE } from "./cluster";
import type { Outcome, Tools } from "./tools";

const PREFIX = "kind-";

/** Whether a context is one that kind creates. */
export function isKind(context: string): boolean {
  return context.startsWith(PREFIX);
}

/** Whether kind has the cluster. Without a context in the kubeconfig, its creation was interrupted. */
export function hasKind(context: string, tools: Tools): boolean {
  return tools.run("kind", ["get", "clusters"]).output.split(/\r?\n/).includes(nameOf(context));
}

/** Name of the cluster to kind. */
export function nameOf(context: string): string {
  return context.slice(PREFIX.length);
}

/**
 * A cluster of kind whose gateway answers on the loopback interface of this machine.
 * https://kind.sigs.k8s.io/docs/user/configuration/#extra-port-mappings
 */
export function createKind(context: string, kubeconfig: string, tools: Tools): Outcome {
  const port = (hostPort: number, containerPort: number) => ({ hostPort, containerPort, listenAddress: "127.0.0.1" });
  const configuration = {
    kind: "Cluster",
    apiVersion: "kind.x-k8s.io/v1alpha4",
    nodes: [
      {
        role: "control-plane",
        labels: { [OWN_NODE]: "true" },
        extraPortMappings: [port(80, NODE_PORTS.http), port(443, NODE_PORTS.https)],
      },
    ],
  };
  return tools.run(
    "kind",
    ["create", "cluster", ...named(context, kubeconfig), "--wait=120s", "--config=-"],
    JSON.stringify(configuration),
  );
}

export function deleteKind(context: string, kubeconfig: string, tools: Tools): number {
  return tools.run("kind", ["delete", "cluster", ...named(context, kubeconfig)]).status ?? 1;
}

function named(context: string, kubeconfig: string): string[] {
  return [`--name=${nameOf(context)}`, `--kubeconfig=${expanded(kubeconfig)}`];
}
