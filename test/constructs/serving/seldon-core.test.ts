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

  test.each([true, false])(
    "the controller accepts the replicas of its servers, highly available: %s",
    (highlyAvailable) => {
      const servers = buildComponent((scope) => new SeldonCore(scope, "s", { highlyAvailable })).values(
        "seldon-core-v2-servers",
      );
      for (const server of ["mlserver", "triton"]) {
        const { replicas, minReplicas, maxReplicas } = { minReplicas: 1, maxReplicas: 1, ...servers[server] };
        expect(replicas).toBeGreaterThanOrEqual(minReplicas);
        expect(replicas).toBeLessThanOrEqual(maxReplicas);
      }
    },
  );

  test("each of its pods gets the memory that the inventory counts for it", () => {
    const { component, values: valuesOf } = buildComponent((scope) => new SeldonCore(scope, "s", {}));
    const { controller, envoy, scheduler, modelgateway, pipelinegateway, dataflow } = valuesOf("seldon-core-v2-setup");
    const counted = Object.fromEntries(component.workloads.map(({ name, memoryMiB }) => [name, `${memoryMiB}Mi`]));
    expect(counted).toEqual({
      "seldon-v2-controller-manager": controller.resources.memory,
      "seldon-envoy": envoy.resources.memory,
      "seldon-scheduler": scheduler.resources.memory,
      "seldon-modelgateway": modelgateway.resources.memory,
      "seldon-pipelinegateway": pipelinegateway.resources.memory,
      "seldon-dataflow-engine": dataflow.resources.memory,
      // The chart's default: server and agent with 1 GiB each, and 128 MiB to load models.
      mlserver: "2176Mi",
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
