import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const containerRequests: Rule = {
  id: "container-requests",
  title: "Containers request CPU and memory",
  why: "Pods without requests are placed on any node and evicted first; autoscaling and quotas don't count them.",
  remedy: "Set resources.requests.cpu and resources.requests.memory based on actual usage.",
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  equivalents: { checkov: ["CKV_K8S_10", "CKV_K8S_12"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, read }) =>
      ["cpu", "memory"].flatMap((what) => {
        const request = read(`resources.requests.${what}`);
        // Kubernetes uses the limit as the request if only the limit is set.
        const set = request.kind === "absent" ? read(`resources.limits.${what}`) : request;
        const where = `${path}.resources.requests.${what}`;
        if (set.kind === "unknown") return [undecided(where, set.expression)];
        return set.kind === "absent" ? [fail(`Container ${name} requests no ${what}.`, where)] : [];
      }),
    ),
  examples: {
    pass: deploymentExample({ resources: { requests: { cpu: "100m", memory: "256Mi" } } }),
    fail: deploymentExample({ resources: { requests: { memory: "256Mi" } } }),
  },
};
