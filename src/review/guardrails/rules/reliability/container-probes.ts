import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { isService, POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

/** What goes wrong without each. */
const PROBES = {
  readinessProbe: "traffic reaches it before it can answer",
  livenessProbe: "it is not restarted when it hangs",
} as const;

export const containerProbes: Rule = {
  id: "container-probes",
  title: "Long-running containers have readiness and liveness probes",
  why: "Without probes a rollout replaces healthy pods with broken ones, and a hung process keeps running.",
  remedy: "Add a readinessProbe and a livenessProbe; they check different things.",
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
