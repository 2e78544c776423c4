import { NODE_PORTS } from "../../constructs/base/entry";
import { OWN_NODE } from "./cluster";
import type { Tools } from "./tools";

const PREFIX = "kind-";

/** Whether a context is one that kind creates. */
export function isKind(context: string): boolean {
  return context.startsWith(PREFIX);
}

/**
 * A cluster of kind whose gateway answers on the loopback interface of this machine.
 * https://kind.sigs.k8s.io/docs/user/configuration/#extra-port-mappings
 */
export function createKind(context: string, kubeconfig: string, tools: Tools): number {
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
  const { status, error } = tools.run(
    "kind",
    ["create", "cluster", `--name=${nameOf(context)}`, `--kubeconfig=${kubeconfig}`, "--wait=120s", "--config=-"],
    JSON.stringify(configuration),
  );
  if (status !== 0) process.stderr.write(error);
  return status ?? 1;
}

export function deleteKind(context: string, kubeconfig: string, tools: Tools): number {
  return (
    tools.run("kind", ["delete", "cluster", `--name=${nameOf(context)}`, `--kubeconfig=${kubeconfig}`]).status ?? 1
  );
}

function nameOf(context: string): string {
  return context.slice(PREFIX.length);
}
