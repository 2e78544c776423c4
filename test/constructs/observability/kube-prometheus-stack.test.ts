import {
  KubePrometheusStack,
  type KubePrometheusStackProps,
} from "../../../src/constructs/observability/kube-prometheus-stack";
import { buildComponent, DOMAIN, SIGN_ON } from "../build-component";

function build(props: Partial<KubePrometheusStackProps> = {}) {
  return buildComponent(
    (scope) =>
      new KubePrometheusStack(scope, "m", {
        environment: "acme-dev",
        domain: DOMAIN,
        signOn: SIGN_ON,
        storageClass: "gp3",
        dashboards: { cluster: { title: "Cluster" } },
        rules: [{ name: "platform", rules: [] }],
        ...props,
      }),
  );
}

describe("monitoring", () => {
  const { values, manifest } = build();
  const stack = values("kube-prometheus-stack");

  test("Grafana has no usable password, and uses the identity provider for sign-in", () => {
    expect(stack.grafana.admin).toEqual({
      existingSecret: "grafana-admin",
      userKey: "username",
      passwordKey: "password",
    });
    expect(stack.grafana["grafana.ini"].auth).toEqual({ disable_login_form: true });
    expect(stack.grafana["grafana.ini"]["auth.generic_oauth"]).toMatchObject({
      auth_url: SIGN_ON.authorizationUrl,
      role_attribute_path: "contains(groups[*], 'admins') && 'Admin' || 'Viewer'",
    });
  });

  test("metrics, alerts and dashboards outlive their pods", () => {
    expect(stack.prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.storageClassName).toBe("gp3");
    expect(stack.alertmanager.alertmanagerSpec.storage.volumeClaimTemplate.spec.storageClassName).toBe("gp3");
    expect(stack.grafana.persistence).toMatchObject({ enabled: true, storageClassName: "gp3" });
  });

  test("every monitor and rule on the cluster is used, regardless of its origin", () => {
    expect(stack.prometheus.prometheusSpec).toMatchObject({
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
    });
  });

  test("the containers that the operator adds have requests and limits", () => {
    expect(stack.prometheusOperator.prometheusConfigReloader.resources).toEqual({
      requests: { cpu: "10m", memory: "64Mi" },
      limits: { memory: "64Mi" },
    });
  });

  test("dashboards and rules are code", () => {
    expect(JSON.parse(manifest("ConfigMap", "dashboard-cluster").data["cluster.json"])).toEqual({ title: "Cluster" });
    expect(manifest("PrometheusRule").spec.groups).toEqual([{ name: "platform", rules: [] }]);
  });
});

test("without Grafana there is neither its pod, its secrets, its address nor its dashboards", () => {
  const { values, component } = build({ grafana: false });
  expect(values("kube-prometheus-stack").grafana).toEqual({ enabled: false });
  expect(component.endpoint).toBeUndefined();
  expect(component.workloads.map(({ name }) => name)).not.toContain("kube-prometheus-stack-grafana");
  expect(component.manifests.map(({ kind }) => kind)).toEqual(["PrometheusRule"]);
});

test.each([
  ["coredns", undefined, undefined],
  ["kube-dns", false, true],
  ["unknown", false, undefined],
] as const)("the DNS server %s is monitored on its own ports, or not at all", (dns, coreDns, kubeDns) => {
  const { values } = build({ dns });
  const stack = values("kube-prometheus-stack");
  expect([stack.coreDns?.enabled, stack.kubeDns?.enabled]).toEqual([coreDns, kubeDns]);
});
