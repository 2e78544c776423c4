import type { ComponentName } from "../../catalogue/component";
import type { Component } from "../../constructs/kubernetes/component";
import { ManifestBundle } from "../../constructs/kubernetes/manifest-bundle";
import { NAMESPACES } from "../../constructs/kubernetes/names";
import { alertGroup } from "../../constructs/observability/platform-alerts";
import { type Watched, workloadAlerts } from "../../constructs/observability/workload-alerts";
import type { Environment } from "../../environment/environment";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { runbooksOf } from "../runbooks";
import type { CloudFacts } from "./cloud-facts";

const NAME = "component-alerts";

/**
 * Alerts on what the components run. They are created last: during the first installation every component would be
 * missing.
 */
export function addWorkloadRules(
  scope: Construct,
  environment: Environment,
  components: ReadonlyMap<ComponentName, Component>,
  { servers = [] }: CloudFacts,
): void {
  const monitoring = components.get("kube-prometheus-stack");
  if (!monitoring) return;
  const { namespace } = monitoring;
  const alerts = workloadAlerts([...components.values(), foundation(servers)]);
  const rules = new ManifestBundle(scope, NAME, {
    name: NAME,
    namespace,
    manifests: [
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: "components", namespace },
        spec: { groups: [alertGroup(alerts, runbooksOf(environment), "components")] },
      },
    ],
  });
  waitFor(rules, ...[...components.values()].map(({ last }) => last));
}

/** Servers that the components depend on: without them, most of the platform fails. */
function foundation(servers: readonly string[]): Watched {
  const component = NAMESPACES.foundation;
  return {
    component,
    namespace: component,
    workloads: servers.map((name) => ({ name, kind: "StatefulSet", alert: "critical" })),
  };
}
