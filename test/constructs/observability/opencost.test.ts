import { OpenCost } from "../../../src/constructs/observability/opencost";
import { buildComponent } from "../build-component";

test("OpenCost queries the platform's Prometheus", () => {
  const { values } = buildComponent((scope) => new OpenCost(scope, "o", { clusterName: "acme" }));
  expect(values("opencost").opencost.prometheus.internal).toEqual({
    serviceName: "kube-prometheus-stack-prometheus",
    namespaceName: "monitoring",
    port: 9090,
  });
});
