import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { objectsIn } from "../../kubernetes/manifest";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const podHostPorts: Rule = {
  id: "pod-host-ports",
  title: "Containers don't use ports of their node",
  why: "The port is open on the node, bypasses services and network policies, and blocks a second pod from that node.",
  remedy: "Remove hostPort and expose the pod through a Service.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  equivalents: { checkov: ["CKV_K8S_26"], cis: ["Kubernetes 1.12.0 5.2.12"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path, body }, read }) => {
      const ports = read("ports");
      if (ports.kind === "unknown") return [undecided(`${path}.ports`, ports.expression)];
      return objectsIn(body, "ports")
        .filter(({ hostPort }) => Number(hostPort ?? 0) !== 0)
        .map(({ hostPort }) => fail(`Container ${name} uses port ${String(hostPort)} of its node.`, `${path}.ports`));
    }),
  examples: {
    pass: deploymentExample({ ports: [{ containerPort: 8080 }] }),
    fail: deploymentExample({ ports: [{ containerPort: 8080, hostPort: 8080 }] }),
  },
};
