import { Kserve } from "../../../src/constructs/serving/kserve";
import { buildComponent, DOMAIN } from "../build-component";

test.each(["Knative", "Standard"] as const)("KServe runs in mode %s, with its runtimes", (mode) => {
  const { values } = buildComponent((scope) => new Kserve(scope, "k", { mode, domain: DOMAIN }));
  expect(values("kserve-resources").kserve.controller).toMatchObject({
    deploymentMode: mode,
    gateway: { domain: DOMAIN, urlScheme: "https" },
  });
  expect(values("kserve-runtime-configs").kserve.servingruntime.enabled).toBe(true);
});

test("predictors are scraped at the annotated port: in mode Standard their pods declare none", () => {
  const { manifest } = buildComponent(
    (scope) => new Kserve(scope, "kserve", { mode: "Standard", domain: "example.com" }),
  );
  const [endpoint] = manifest("PodMonitor", "predictors").spec.podMetricsEndpoints;
  expect(endpoint).not.toHaveProperty("portNumber");
  expect(endpoint.relabelings).toEqual([
    { sourceLabels: ["__meta_kubernetes_pod_container_name"], regex: "kserve-container", action: "keep" },
    {
      sourceLabels: ["__meta_kubernetes_pod_annotation_prometheus_kserve_io_port"],
      regex: "\\d+",
      action: "keep",
    },
    {
      sourceLabels: ["__meta_kubernetes_pod_ip", "__meta_kubernetes_pod_annotation_prometheus_kserve_io_port"],
      separator: ":",
      targetLabel: "__address__",
      action: "replace",
    },
  ]);
});
