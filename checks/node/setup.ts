import { placeOf } from "./place";
import { type StartedNode, startNode } from "./start-node";

declare global {
  var startedNode: StartedNode | undefined;
}

/** Before the checks: the cluster that `KUBECONFIG` names, or a new node. */
export default async function setup(): Promise<void> {
  if (process.env.KUBECONFIG) return;
  const node = await startNode(placeOf(0));
  globalThis.startedNode = node;
  process.env.KUBECONFIG = node.kubeconfig;
  process.env.KUBECTL = node.kubectl;
  process.env.CONTAINERD = node.containerd;
}
