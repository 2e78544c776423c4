import { Istio } from "../../../src/constructs/base/istio";
import { buildComponent } from "../build-component";

test("Istio knows the sign-on provider, and uses released images", () => {
  const { values } = buildComponent((scope) => new Istio(scope, "i", {}));
  expect(values("istiod")).toMatchObject({
    global: { hub: "docker.io/istio", tag: "1.30.3" },
    meshConfig: {
      ingressControllerMode: "OFF",
      extensionProviders: [{ name: "sign-on", envoyExtAuthzHttp: { service: "oauth2-proxy.entry.svc.cluster.local" } }],
    },
  });
});
