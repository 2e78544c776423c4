import { isObject } from "../../../model";
import { checkPods } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { objectIn, objectsIn } from "../../kubernetes/manifest";
import { POD_TYPES } from "../../kubernetes/pods";
import { ALWAYS, fail, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const podHostPaths: Rule = {
  id: "pod-host-paths",
  title: "Pods don't mount directories of their node",
  why: "Through the node's files a pod can reach the kubelet's credentials, other pods' volumes and the container runtime.",
  remedy: "Use a volume claim, an emptyDir or a CSI volume; waive agents that must read the node by name.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
  equivalents: { checkov: ["CKV_K8S_27"], cis: ["Kubernetes 1.12.0 5.2.11"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkPods(resource, graph, ({ path, spec }, read) => {
      const volumes = read("volumes");
      if (volumes.kind === "unknown") return [undecided(`${path}.volumes`, volumes.expression)];
      return objectsIn(spec, "volumes")
        .filter((volume) => isObject(volume.hostPath))
        .map((volume) =>
          fail(
            `Volume ${String(volume.name)} is ${String(objectIn(volume, "hostPath").path)} on the node.`,
            `${path}.volumes`,
          ),
        );
    }),
  examples: {
    pass: deploymentExample({}, { volumes: [{ name: "tmp", emptyDir: {} }] }),
    fail: deploymentExample({}, { volumes: [{ name: "socket", hostPath: { path: "/var/run/docker.sock" } }] }),
  },
};
