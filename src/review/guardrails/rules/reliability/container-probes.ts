import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { isService, POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

/** What is missed without each. */
const PROBES = {
  readinessProbe: "traffic reaches it before it can answer",
  livenessProbe: "nobody restarts it when it hangs",
} as const;

export const containerProbes: Rule = {
  id: "container-probes",
  title: "What runs for ever says when it is ready and alive",
  why: "Without probes a rollout replaces good pods by broken ones, and a hung process keeps its place.",
  remedy: "Add a readinessProbe and a livenessProbe; the two ask different questions.",
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  equivalents: { checkov: ["CKV_K8S_8", "CKV_K8S_9"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    isService(resource)
      ? checkContainers(resource, graph, ({ container: { name, path, init }, read }) =>
          init
            ? []
            : Object.entries(PROBES).flatMap(([probe, without]) =>
                read(probe).kind === "absent"
                  ? [fail(`Container ${name} has no ${probe}: ${without}.`, `${path}.${probe}`)]
                  : [],
              ),
        )
      : [],
  examples: {
    pass: deploymentExample({
      readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
      livenessProbe: { httpGet: { path: "/live", port: 8080 } },
    }),
    fail: deploymentExample({ readinessProbe: { httpGet: { path: "/ready", port: 8080 } } }),
  },
};
