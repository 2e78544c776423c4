import { CATALOGUE } from "../../src/catalogue/catalogue";

/**
 * The versions in the `Chart.yaml` of each pinned chart: its own, and that of the software (`appVersion`; none if the
 * chart declares none, or only a moving tag). After an upgrade, read them from the new chart.
 */
const DECLARED: Readonly<Record<string, readonly [version: string, appVersion?: string]>> = {
  airflow: ["1.22.0", "3.2.2"],
  "argo-cd": ["10.1.1", "v3.4.4"],
  "argo-workflows": ["1.0.18", "v4.0.6"],
  "aws-load-balancer-controller": ["3.5.0", "v3.5.0"],
  base: ["1.30.3", "1.30.3"],
  "cert-manager": ["v1.21.1", "v1.21.1"],
  "external-dns": ["1.21.1", "0.21.0"],
  "external-secrets": ["2.9.0", "v2.9.0"],
  gateway: ["1.30.3", "1.30.3"],
  // Its software is Envoy Gateway, of which only the definitions of the Gateway API are installed.
  "gateway-crds-helm": ["v1.8.3"],
  istiod: ["1.30.3", "1.30.3"],
  karpenter: ["1.14.1", "1.14.1"],
  "karpenter-crd": ["1.14.1", "1.14.1"],
  "knative-operator": ["1.23.0"],
  "kserve-crd": ["v0.20.0", "v0.20.0"],
  "kserve-resources": ["v0.20.0", "v0.20.0"],
  "kserve-runtime-configs": ["v0.20.0", "v0.20.0"],
  "kube-prometheus-stack": ["88.5.3", "v0.93.1"],
  "kubeflow-trainer": ["2.3.0"],
  kueue: ["0.19.2", "v0.19.2"],
  kyverno: ["3.9.0", "v1.19.0"],
  "metrics-server": ["3.13.1", "0.8.1"],
  mlflow: ["1.11.5", "3.15.1"],
  "nvidia-device-plugin": ["0.20.0", "0.20.0"],
  opencost: ["2.5.17", "1.120.1"],
  "prefect-server": ["2026.8.18172642"],
  "prefect-worker": ["2026.8.18172642"],
  "prometheus-operator-crds": ["31.0.1", "v0.93.1"],
  "prometheus-prefect-exporter": ["2026.8.18172642"],
  "prometheus-pushgateway": ["3.8.0", "v1.11.3"],
  "seldon-core-v2-crds": ["2.10.2", "2.10.2"],
  "seldon-core-v2-runtime": ["2.10.2", "2.10.2"],
  "seldon-core-v2-servers": ["2.10.2", "2.10.2"],
  "seldon-core-v2-setup": ["2.10.2", "2.10.2"],
  velero: ["12.1.0", "1.18.1"],
};

const ROWS = Object.entries(CATALOGUE).flatMap(([component, { version, charts }]) =>
  charts.map((chart) => ({ component, software: version, ...chart })),
);

test.each(ROWS)("the chart $name of $component is pinned to the version that it declares", ({ name, version }) => {
  expect(version).toBe(DECLARED[name]?.[0]);
});

test.each(ROWS.filter(({ name }) => DECLARED[name]?.[1] !== undefined))(
  "$component has the version that its chart $name installs",
  ({ name, software }) => {
    expect(software).toBe(DECLARED[name]?.[1]?.replace(/^v/, ""));
  },
);

test("exactly the pinned charts are listed here", () => {
  expect(Object.keys(DECLARED)).toEqual([...new Set(ROWS.map(({ name }) => name))].sort());
});
