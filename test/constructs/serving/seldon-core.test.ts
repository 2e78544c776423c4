import { SeldonCore } from "../../../src/constructs/serving/seldon-core";
import { buildComponent } from "../build-component";

describe("Seldon Core", () => {
  const { values, manifest } = buildComponent((scope) => new SeldonCore(scope, "s", {}));

  test("creates no load balancer", () => {
    expect(values("seldon-core-v2-setup").services).toEqual({ defaultServiceType: "ClusterIP" });
    expect(values("seldon-core-v2-runtime")).toMatchObject({
      envoy: { serviceType: "ClusterIP" },
      scheduler: { serviceType: "ClusterIP" },
    });
  });

  test.each([
    ["agents", "seldon-server", { port: "metrics" }],
    ["servers", "seldon-server", { port: "server-metrics" }],
    ["pipeline-gateway", "seldon-pipelinegateway", { port: "metrics" }],
    ["envoy", "seldon-envoy", { portNumber: 9003, path: "/stats/prometheus" }],
  ])("Prometheus reads its %s", (name, pods, endpoint) => {
    const { selector, podMetricsEndpoints } = manifest("PodMonitor", name).spec;
    expect(selector).toEqual({ matchLabels: { "app.kubernetes.io/name": pods } });
    expect(podMetricsEndpoints).toEqual([{ ...endpoint, interval: "30s" }]);
  });
});
