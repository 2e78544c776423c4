import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE, COMPONENT_NAMES } from "../../src/catalogue/catalogue";
import type { ComponentName } from "../../src/catalogue/component";
import { reviewEnvironment } from "../../src/cli/review/review-environment";
import { synthesizeEnvironment } from "../../src/cli/synthesize-environment";
import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { PLATFORM_DASHBOARDS } from "../../src/constructs/observability/dashboards/platform-dashboards";
import { PLATFORM_ALERTS } from "../../src/constructs/observability/platform-alerts";
import type { ResourceGraph } from "../../src/review/model";
import { COMPONENT_ROWS } from "../../src/stacks/platform/components/rows";
import { type Cloud, shipped } from "../stacks/shipped";

/** Its pods are in the charts' alerts on workloads and on the dashboard `Cluster`, and it fails as a whole or not at all. */
const PODS = "its pods are watched like all pods";
const NO_PODS = "it runs nothing";

interface Watched {
  /** Identifier of the dashboard with its own panels, or the reason why it has none. */
  readonly dashboard: string;
  /** Why it has no alert of its own. @default - it has one */
  readonly noAlert?: string;
}

/** How an operator sees each component. The alerts on workloads are those of kube-prometheus-stack. */
const WATCHED: Readonly<Record<ComponentName, Watched>> = {
  "prometheus-operator-crds": { dashboard: NO_PODS, noAlert: NO_PODS },
  "cert-manager": { dashboard: "it acts once in two months, and an alert reports the expiry" },
  istio: { dashboard: "mlops-serving", noAlert: PODS },
  entry: { dashboard: PODS, noAlert: PODS },
  knative: { dashboard: "mlops-serving", noAlert: PODS },
  "external-dns": { dashboard: PODS, noAlert: PODS },
  "aws-load-balancer-controller": { dashboard: PODS, noAlert: PODS },
  "external-secrets": { dashboard: "a secret is refreshed or not, and an alert reports that it is not" },
  "metrics-server": { dashboard: PODS, noAlert: PODS },
  kyverno: { dashboard: PODS, noAlert: PODS },
  "nvidia-device-plugin": { dashboard: "mlops-gpu", noAlert: PODS },
  karpenter: { dashboard: "mlops-cluster", noAlert: PODS },
  velero: { dashboard: "a backup succeeds or not, and alerts report that it did not" },
  mlflow: { dashboard: "mlops-tracking" },
  databases: { dashboard: "the servers are the cloud's, with its own dashboards", noAlert: "its job fails the apply" },
  dvc: { dashboard: NO_PODS, noAlert: NO_PODS },
  "kubeflow-pipelines": { dashboard: "mlops-pipelines" },
  airflow: { dashboard: PODS, noAlert: PODS },
  prefect: { dashboard: PODS, noAlert: PODS },
  "kubeflow-trainer": { dashboard: PODS, noAlert: PODS },
  katib: { dashboard: PODS, noAlert: PODS },
  notebooks: { dashboard: PODS, noAlert: PODS },
  kserve: { dashboard: "mlops-serving", noAlert: "each endpoint has alerts on its objective" },
  "seldon-core": { dashboard: "each endpoint has a dashboard", noAlert: "each endpoint has alerts on its objective" },
  "kube-prometheus-stack": { dashboard: "mlops-cluster", noAlert: "the dead man's switch is outside the cluster" },
  pushgateway: { dashboard: "each endpoint has a dashboard", noAlert: "each endpoint has an alert on missing metrics" },
  opencost: { dashboard: "mlops-cost", noAlert: PODS },
  "argo-cd": { dashboard: "mlops-pipelines" },
  "argo-workflows": { dashboard: "mlops-pipelines" },
  kueue: { dashboard: "mlops-pipelines" },
};

/** A shipped environment with every component that runs on its cloud. */
function everything(cloud: Cloud) {
  const environment = shipped(cloud, "prod");
  const { platform } = environment;
  if (!platform) throw new Error("prod has a platform");
  const all = {
    ...environment,
    platform: { ...platform, profile: "full" as const, components: { "seldon-core": true } },
  };
  const { graph, result } = reviewEnvironment(all, "2026-11-01");
  return { components: synthesizeEnvironment(all).components, graph, shares: result.attribution?.shares ?? [] };
}

const CLOUDS = { aws: everything("aws"), google: everything("google") };

const ROWS = COMPONENT_NAMES.map((name) => {
  const cloud = CLOUDS[CATALOGUE[name].cloud ?? "google"];
  return { name, cloud, built: cloud.components.find(({ component }) => component === name) };
});

/** A DVC remote is a bucket, used with the identities of teams: it has no construct. */
const CONSTRUCTS = ROWS.flatMap(({ built, ...row }) => (built ? [{ ...row, built }] : []));

/** Everything that a component installs, as text. */
function installed({ built }: (typeof CONSTRUCTS)[number]): string {
  return JSON.stringify([built.manifests, built.releases.map(({ values }) => values)]);
}

test("every component but the DVC remote has a construct with its name", () => {
  const missing = ROWS.filter(({ built, name }) => built?.node.id !== name).map(({ name }) => name);
  expect(missing).toEqual(["dvc"]);
});

test("every component is in the generated reference", () => {
  const page = readFileSync(join(__dirname, "../../docs/reference/components.md"), "utf8");
  for (const name of COMPONENT_NAMES)
    expect(page).toContain(`[${CATALOGUE[name].title}](${CATALOGUE[name].link}) \`${name}\``);
});

test.each(Object.entries(WATCHED))("%s has a dashboard or a reason, and an alert or a reason", (name, watched) => {
  const { dashboard, noAlert } = watched;
  if (dashboard.startsWith("mlops-")) expect(PLATFORM_DASHBOARDS.map(({ uid }) => uid)).toContain(dashboard);
  expect(PLATFORM_ALERTS.some((alert) => alert.of === name)).toBe(noAlert === undefined);
});

test("the alerts on workloads, which many components rely on, are enabled", () => {
  const monitoring = CONSTRUCTS.find(({ name }) => name === "kube-prometheus-stack");
  const values = monitoring?.built.releases.map((release) => release.values) ?? [];
  expect(values).toContainEqual(expect.objectContaining({ defaultRules: expect.anything() }));
  for (const { defaultRules } of values as { defaultRules?: { create?: boolean; rules: Record<string, boolean> } }[]) {
    expect(defaultRules?.create).not.toBe(false);
    expect(defaultRules?.rules).not.toMatchObject({ kubernetesApps: false });
  }
});

// Node agents and controllers of the cluster itself are in kube-system, which belongs to the cloud.
test.each(
  CONSTRUCTS.filter(({ built }) => built.namespace !== NAMESPACES["kube-system"]).map(
    (row) => [row.name, row] as const,
  ),
)("%s: its namespace has a network policy", (_, { cloud, built }) => {
  expect(policedNamespaces(cloud.graph)).toContain(built.namespace);
});

/** Namespaces whose pods accept only the calls that a policy lists. */
function policedNamespaces(graph: ResourceGraph): unknown[] {
  const denied = graph
    .ofType("kubernetes_network_policy_v1")
    .map(({ body }) => JSON.stringify(body.metadata))
    .filter((metadata) => metadata.includes('"default-deny"'));
  return graph
    .ofType("kubernetes_namespace_v1")
    .filter(({ address }) => denied.some((metadata) => metadata.includes(`${address}.`)))
    .map(({ body }) => JSON.parse(JSON.stringify(body.metadata)).name);
}

test.each(CONSTRUCTS.map((row) => [row.name, row] as const))("%s uses its identities, and no others", (name, row) => {
  const text = installed(row);
  const own = Object.values(COMPONENT_ROWS[name].identities ?? {});
  const accounts = new Set(text.match(/[a-z-]+@[a-z0-9-]+\.iam\.gserviceaccount\.com/g));
  // AWS binds an identity to the name of the service account, outside the component.
  if (CATALOGUE[name].cloud === "aws")
    for (const { serviceAccount } of own) expect(text).toContain(`"${serviceAccount}"`);
  else expect([...accounts]).toHaveLength(own.length);
});

test.each(CONSTRUCTS.filter(({ built }) => built.workloads.length > 0).map((row) => [row.name, row] as const))(
  "%s: its pods have a cost owner",
  (name, { cloud }) => {
    expect(cloud.shares.map((share) => share.name)).toContain(CATALOGUE[name].title);
  },
);
