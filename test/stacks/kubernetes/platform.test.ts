import { Component } from "../../../src/constructs/kubernetes/component";
import { synthesize } from "../../../src/framework/synthesize";
import { addStacks } from "../../../src/stacks/clouds";
import { graphOf, shippedOnKubernetes } from "../shipped";

// biome-ignore lint/suspicious/noExplicitAny: values have arbitrary structures, and tests assert on them
type Anything = any;

const environment = shippedOnKubernetes();

function build(of = environment): ReadonlyMap<string, Component> {
  let components: Component[] = [];
  synthesize((app) => {
    addStacks(app, of);
    components = app.node.findAll().filter((element) => element instanceof Component);
  });
  return new Map(components.map((component) => [component.component, component]));
}

const components = build();

test("the profile lite fits a laptop: tracking, serving, monitoring, and one gateway", () => {
  expect([...components.keys()]).toEqual([
    "cert-manager",
    "prometheus-operator-crds",
    "istio",
    "gateway-api-crds",
    "entry",
    "dex",
    "external-secrets",
    "mlflow",
    "databases",
    "kserve",
    "kube-prometheus-stack",
  ]);
});

test("the Gateway API is installed before the gateway that uses it, and outlives the platform", () => {
  const graph = graphOf(environment);
  const definitions = graph.ofType("helm_release").find(({ body }) => body.name === "gateway-api-crds");
  const entry = graph.ofType("kubernetes_namespace_v1").find(({ name }) => name.startsWith("entry_"));
  // `mlops local down` removes the definitions of releases in the platform's own namespaces.
  expect(definitions?.body.namespace).toBe("istio-system");
  // The chart that keeps definitions; Envoy Gateway's would delete them, with all routes.
  expect(definitions?.body.chart).toContain("manifest-chart");
  const [template] = graph.resources.filter(({ body }) => body.chart === "gateway-crds-helm");
  expect(template).toMatchObject({ mode: "data", body: { repository: "oci://docker.io/envoyproxy" } });
  const [values = "{}"] = (template?.body.values ?? []) as string[];
  expect(JSON.parse(values)).toEqual({
    crds: { gatewayAPI: { enabled: true, channel: "standard" } },
  });
  expect(entry?.body.depends_on).toEqual(
    expect.arrayContaining([expect.stringMatching(/^helm_release\.gateway-api-crds/)]),
  );
});

test("every stack reads the kubeconfig at each run, in the context of the environment only", () => {
  const graph = graphOf(environment);
  for (const { providers } of graph.stacks) {
    const access = { config_path: "~/.kube/config", config_context: "kind-mlops" };
    expect(providers.kubernetes).toEqual([access]);
    expect(providers.helm).toEqual([{ kubernetes: access }]);
  }
});

test("MLflow reads artifacts with the key of its own secret", () => {
  const values = components.get("mlflow")?.releases.map((release) => release.values);
  expect(values).toMatchObject([{ extraSecretNamesForEnvFrom: ["object-store-mlflow-1"] }]);
});

test("the key of a component exists before its pods", () => {
  const graph = graphOf(environment);
  const [first] = graph.ofType("helm_release").filter(({ name }) => name.startsWith("mlflow_mlflow-secrets"));
  expect(first?.body.depends_on).toEqual(expect.arrayContaining([expect.stringMatching(/^helm_release\.key-mlflow/)]));
});

test("sign-on works without names that only browsers resolve", () => {
  const proxy = components.get("entry")?.manifests.find(({ kind }) => kind === "Deployment") as Anything;
  const args: string[] = proxy?.spec.template.spec.containers[0].args;
  expect(args).toEqual(
    expect.arrayContaining([
      "--oidc-issuer-url=https://dex.ml.localhost",
      "--skip-oidc-discovery=true",
      "--login-url=https://dex.ml.localhost/auth",
      "--redeem-url=http://dex.dex.svc.cluster.local:5556/token",
      "--oidc-jwks-url=http://dex.dex.svc.cluster.local:5556/keys",
    ]),
  );
});

test("an identity provider of your own replaces the embedded one", () => {
  const { platform } = environment;
  if (!platform) throw new Error("it has a platform");
  const own = build({ ...environment, platform: { ...platform, components: { dex: false } } });
  expect([...own.keys()]).not.toContain("dex");
});

test.each([
  ["load-balancer", undefined],
  ["node-port", "NodePort"],
  ["port-forward", "ClusterIP"],
] as const)("with the gateway %s its Service has the type %s", (gateway, type) => {
  const entry = build({ ...environment, cloud: { ...environment.cloud, gateway } }).get("entry");
  const types = entry?.releases.map(({ values }) => (values.service as Anything).type);
  expect(types).toEqual([type]);
});

test("certificates come from an authority of the cluster", () => {
  const issuers = components
    .get("cert-manager")
    ?.manifests.filter(({ kind }) => kind === "ClusterIssuer") as Anything[];
  expect(issuers.map(({ metadata, spec }) => [metadata.name, Object.keys(spec)])).toEqual([
    ["self-signed", ["selfSigned"]],
    ["platform-authority", ["ca"]],
  ]);
  const certificate = components.get("entry")?.manifests.find(({ kind }) => kind === "Certificate") as Anything;
  expect(certificate.spec.issuerRef.name).toBe("platform-authority");
});

test("a team's store names no namespace: External Secrets rejects one that does", () => {
  const [release] = graphOf(environment)
    .ofType("helm_release")
    .filter(({ name }) => name.startsWith("team-fraud-keys"));
  const text = JSON.stringify(release?.body.values);
  const store = JSON.parse(JSON.parse(text)[0]).manifests.find(({ kind }: Anything) => kind === "SecretStore");
  expect(store.spec.provider.kubernetes).toEqual({
    remoteNamespace: "foundation",
    server: { caProvider: { type: "ConfigMap", name: "kube-root-ca.crt", key: "ca.crt" } },
    auth: { serviceAccount: { name: "object-store-keys" } },
  });
});

test("with a new revision the pods of a component wait for the new key, and a team's secret keeps its name", () => {
  const next = build({ ...environment, cloud: { ...environment.cloud, secretsRevision: 2 } });
  const values = next.get("mlflow")?.releases.map((release) => release.values);
  expect(values).toMatchObject([{ extraSecretNamesForEnvFrom: ["object-store-mlflow-2"] }]);
  const text = JSON.stringify(
    graphOf({ ...environment, cloud: { ...environment.cloud, secretsRevision: 2 } }).resources,
  );
  expect(text).toContain("object-store-team-fraud");
  expect(text).not.toContain("object-store-team-fraud-2");
});

describe("the address of the gateway", () => {
  const withDelivery = (switches: object = {}) => {
    const { platform } = environment;
    if (!platform) throw new Error("the shipped environment has a platform");
    const components = { ...platform.components, "argo-cd": true, "argo-workflows": true, ...switches };
    return { ...environment, platform: { ...platform, components } };
  };
  const addressesIn = (of: typeof environment) =>
    graphOf(of).resources.filter(({ mode, type }) => mode === "data" && type === "kubernetes_service_v1");

  test("is read once the gateway exists, for pods that call the embedded identity provider", () => {
    const [service] = addressesIn(withDelivery());
    expect(service?.body).toMatchObject({
      metadata: { name: "istio-ingressgateway", namespace: "entry" },
      depends_on: expect.arrayContaining([expect.stringMatching(/^helm_release\.entry_gateway/)]),
    });
    const built = build(withDelivery());
    const valuesOf = (name: string): Anything =>
      built.get(name)?.releases.find(({ chart }) => chart.name === name)?.values;
    const aliases = [valuesOf("argo-cd").global.hostAliases, valuesOf("argo-workflows").server.hostAliases];
    for (const [alias] of aliases) expect(alias.hostnames).toEqual(["dex.ml.localhost"]);
  });

  test("is not needed for a provider of one's own, which pods reach like browsers", () => {
    expect(addressesIn(withDelivery({ dex: false }))).toEqual([]);
  });
});

test("everything that calls the Service of the embedded identity provider is admitted there", () => {
  const { platform } = environment;
  if (!platform) throw new Error("the shipped environment has a platform");
  const built = build({ ...environment, platform: { ...platform, profile: "full" } });
  const callers = [...built.values()].filter(
    ({ component, releases, manifests }) =>
      component !== "dex" &&
      JSON.stringify([...releases.map(({ values }) => values), ...manifests]).includes("dex.dex.svc.cluster.local"),
  );
  expect(callers.map(({ component }) => component)).toEqual(
    expect.arrayContaining(["entry", "airflow", "kube-prometheus-stack"]),
  );
  const [policy] = graphOf(environment)
    .ofType("kubernetes_network_policy_v1")
    .filter(({ name }) => name.startsWith("dex_namespace_allow-namespaces"));
  const admitted = JSON.stringify(policy?.body.spec);
  for (const { namespace } of callers) expect(admitted).toContain(`"${namespace}"`);
});

test("no alert expects the usage of volumes, which folders of a node do not report", () => {
  const rules = components.get("kube-prometheus-stack")?.manifests.filter(({ kind }) => kind === "PrometheusRule");
  const all = (rules ?? []).flatMap(({ spec }: Anything) => spec.groups.flatMap((group: Anything) => group.rules));
  expect(all.map(({ alert }: Anything) => alert)).toEqual(expect.arrayContaining(["VolumeFillsUp", "MetricsMissing"]));
  const missing = all.find(({ alert }: Anything) => alert === "MetricsMissing");
  expect(missing.expr).not.toContain("kubelet_volume_stats");
  expect(missing.expr).toContain("kube_node_status_allocatable");
});
