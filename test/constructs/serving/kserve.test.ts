import { Kserve } from "../../../src/constructs/serving/kserve";
import { buildComponent, DOMAIN } from "../build-component";

test.each(["Knative", "Standard"] as const)("KServe runs in mode %s, with its runtimes", (mode) => {
  const { values } = buildComponent((scope) => new Kserve(scope, "k", { mode, domain: DOMAIN }));
  expect(values("kserve-resources").kserve.controller).toMatchObject({
    deploymentMode: mode,
    // The controller looks for Knative only when it starts.
    podAnnotations: { "mlops/mode": mode },
    gateway: { urlScheme: "https" },
  });
  expect(values("kserve-runtime-configs").kserve.servingruntime.enabled).toBe(true);
});

test("in mode Knative, models are below the domain; KServe and Knative give them the same names", () => {
  const { values } = buildComponent((scope) => new Kserve(scope, "k", { mode: "Knative", domain: DOMAIN }));
  expect(values("kserve-resources").kserve.controller.gateway.domain).toBe(DOMAIN);
});

test("in mode Standard, models have routes of the Gateway API with TLS, and no Ingress", () => {
  const { values } = buildComponent((scope) => new Kserve(scope, "k", { mode: "Standard", domain: DOMAIN }));
  expect(values("kserve-resources").kserve.controller.gateway).toEqual({
    domain: "models.ml.example.com",
    urlScheme: "https",
    ingressGateway: { enableGatewayApi: true, createGateway: false, kserveGateway: "entry/models" },
  });
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
