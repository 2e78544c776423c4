import { Entry } from "../../../src/constructs/base/entry";
import { Knative } from "../../../src/constructs/base/knative";
import { Kserve } from "../../../src/constructs/serving/kserve";
import { buildComponent, DOMAIN, SIGN_ON } from "../build-component";

describe("requests to models from inside the cluster", () => {
  const { manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  const kserve = buildComponent((scope) => new Kserve(scope, "k", { mode: "Knative", domain: DOMAIN }));
  const entry = buildComponent(
    (scope) =>
      new Entry(scope, "e", { domain: DOMAIN, signOn: SIGN_ON, guardedHosts: [], loadBalancerAnnotations: {} }),
  );
  const service = manifest("Service", "knative-local-gateway");
  const host = `${service.metadata.name}.${service.metadata.namespace}.svc.cluster.local`;

  test("go to a service that Knative and KServe both name, in the namespace of the pods that it selects", () => {
    const [local, ...more] = JSON.parse(manifest("KnativeServing").spec.config.istio["local-gateways"]);
    expect(local).toEqual({ name: "knative-local-gateway", namespace: "knative-serving", service: host });
    expect(more).toEqual([]);
    expect(kserve.values("kserve-resources").kserve.controller.gateway.localGateway).toEqual({
      gateway: "knative-serving/knative-local-gateway",
      gatewayService: host,
    });
    expect(service.metadata.namespace).toBe(entry.component.namespace);
    expect(entry.values("gateway").labels).toMatchObject(service.spec.selector);
  });

  test("are allowed from teams and from releases", () => {
    const { podSelector, ingress } = manifest("NetworkPolicy", "knative-local-gateway").spec;
    expect(podSelector.matchLabels).toEqual(service.spec.selector);
    expect(ingress[0].ports).toEqual([{ protocol: "TCP", port: service.spec.ports[0].targetPort }]);
    expect(ingress[0].from).toEqual([
      { namespaceSelector: { matchExpressions: [{ key: "mlops/team", operator: "Exists" }] } },
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "model-delivery" } } },
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "knative-serving" } } },
    ]);
  });
});
