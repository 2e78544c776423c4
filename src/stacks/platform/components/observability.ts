import { KubePrometheusStack } from "../../../constructs/observability/kube-prometheus-stack";
import { OpenCost } from "../../../constructs/observability/opencost";
import { Pushgateway } from "../../../constructs/observability/pushgateway";
import { modelEvents } from "../model-events";
import { monitoringOf } from "../monitoring";
import type { ComponentRows } from "./component-row";

/** Metrics, alerts, dashboards and cost. */
export const OBSERVABILITY = {
  "kube-prometheus-stack": {
    build: ({ scope, environment, platform, facts, web, signOn }) =>
      new KubePrometheusStack(scope, "kube-prometheus-stack", {
        ...web,
        signOn,
        // On a laptop, its memory is better spent on a model.
        grafana: platform.profile !== "lite",
        ...monitoringOf(environment, platform, facts),
        ...modelEvents(environment),
      }),
  },
  pushgateway: {
    build: ({ scope, common }) => new Pushgateway(scope, "pushgateway", common),
  },
  opencost: {
    build: ({ scope, facts, common }) => new OpenCost(scope, "opencost", { ...common, clusterName: facts.clusterName }),
  },
} satisfies ComponentRows;
