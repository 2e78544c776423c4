import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { SECCOMP } from "../../src/constructs/kubernetes/workload";
import { DELIVERY_ACCOUNT } from "../../src/constructs/models/workflows/delivery-job";
import type { Node as Cluster } from "../node/node";

const NAME = "ask-delivery";
const NAMESPACE = NAMESPACES["model-delivery"];
const PLACE = `--namespace=${NAMESPACE}`;

/**
 * Runs `mlops-delivery` once, in the container of a gate that reads models and with the rights of a release.
 * @returns its output
 */
export async function deliver(cluster: Cluster, args: readonly string[]): Promise<string> {
  const { spec } = JSON.parse(await cluster.kubectl(["get", "workflowtemplate/model-gates", PLACE, "--output=json"]));
  const gate = spec.templates.find(({ name }: { name: string }) => name === "provenance");
  await cluster.kubectl(["delete", `pod/${NAME}`, PLACE, "--ignore-not-found"]);
  await cluster.apply([
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: NAME, namespace: NAMESPACE },
      spec: {
        serviceAccountName: DELIVERY_ACCOUNT,
        restartPolicy: "Never",
        securityContext: { runAsNonRoot: true, ...SECCOMP },
        containers: [{ ...gate.container, name: "main", args: [...args] }],
        volumes: [...(spec.volumes ?? []), ...(gate.volumes ?? [])],
      },
    },
  ]);
  await cluster.waitFor(`pod/${NAME}`, "jsonpath={.status.phase}=Succeeded", { namespace: NAMESPACE });
  return cluster.kubectl(["logs", NAME, PLACE]);
}
