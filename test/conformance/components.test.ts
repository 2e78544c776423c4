import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attributeCost } from "../../src/attribution/attribute-cost";
import { CATALOGUE, COMPONENT_NAMES } from "../../src/catalogue/catalogue";
import type { ComponentName } from "../../src/catalogue/component";
import { synthesizeEnvironment } from "../../src/cli/synthesize-environment";
import * as constructs from "../../src/constructs";
import { ENTRY_GATEWAY, NAMESPACES } from "../../src/constructs/kubernetes/names";
import { PLATFORM_DASHBOARDS } from "../../src/constructs/observability/dashboards/platform-dashboards";
import { PLATFORM_ALERTS } from "../../src/constructs/observability/platform-alerts";
import type { Environment } from "../../src/environment/environment";
import { isOnCloud } from "../../src/environment/target";
import { estimateCost, ResourceGraph } from "../../src/review";
import { COMPONENT_ROWS } from "../../src/stacks/platform/components/rows";
import { shipped, shippedOnKubernetes } from "../stacks/shipped";

/** The alerts on workloads and the dashboard `Cluster` have its pods, and it fails as a whole or not at all. */
const PODS = "its pods are watched like all pods";
const NO_PODS = "it runs nothing";

/** Why a component has no panel or no alert of its own. @default - it has one */
interface Unwatched {
  readonly noPanel?: string;
  readonly noAlert?: string;
}

/** How an operator sees each component. The alerts on workloads are ComponentUnavailable and those of kube-prometheus-stack. */
const UNWATCHED: Readonly<Record<ComponentName, Unwatched>> = {
  "prometheus-operator-crds": { noPanel: NO_PODS, noAlert: NO_PODS },
  "cert-manager": { noPanel: "it acts once in two months, and an alert reports the expiry" },
  istio: { noPanel: "the dashboard Serving has the requests that it routes", noAlert: PODS },
  "gateway-api-crds": { noPanel: NO_PODS, noAlert: NO_PODS },
  entry: { noPanel: PODS, noAlert: PODS },
  knative: { noAlert: PODS },
  dex: { noPanel: PODS, noAlert: PODS },
  "external-dns": { noPanel: PODS, noAlert: PODS },
  "aws-load-balancer-controller": { noPanel: PODS, noAlert: PODS },
  "external-secrets": { noPanel: "a secret is refreshed or not, and an alert reports that it is not" },
  "metrics-server": { noPanel: PODS, noAlert: PODS },
  kyverno: { noPanel: PODS, noAlert: PODS },
  "nvidia-device-plugin": { noPanel: "the dashboard GPUs has the GPUs that it reports", noAlert: PODS },
  karpenter: { noPanel: "the dashboard Cluster has the nodes that it creates", noAlert: PODS },
  velero: { noPanel: "a backup succeeds or not, and alerts report that it did not" },
  mlflow: {},
  databases: { noPanel: "the cloud has dashboards of its servers", noAlert: "its job fails the deployment" },
  dvc: { noPanel: NO_PODS, noAlert: NO_PODS },
  "kubeflow-pipelines": {},
  airflow: { noPanel: PODS, noAlert: PODS },
  prefect: { noPanel: PODS, noAlert: PODS },
  "kubeflow-trainer": { noPanel: PODS, noAlert: PODS },
  katib: { noPanel: PODS, noAlert: PODS },
  notebooks: { noPanel: PODS, noAlert: PODS },
  kserve: { noAlert: "each endpoint has alerts on its objective" },
  "seldon-core": { noPanel: "each endpoint has a dashboard", noAlert: "each endpoint has alerts on its objective" },
  "kube-prometheus-stack": { noPanel: PODS, noAlert: "the dead man's switch is outside the cluster" },
  pushgateway: { noPanel: "each endpoint has a dashboard", noAlert: "each endpoint has an alert on missing metrics" },
  opencost: { noAlert: PODS },
  "argo-cd": {},
  "argo-workflows": { noPanel: "its web interface has its runs, and alerts report those that failed" },
  kueue: {},
};

/** A shipped environment with every component that runs on its cloud. */
function everything(environment: Environment) {
  const { platform } = environment;
  if (!platform) throw new Error("it has a platform");
  const all = {
    ...environment,
    platform: { ...platform, profile: "full" as const, components: { "seldon-core": true } },
  };
  const { stacks, components } = synthesizeEnvironment(all);
  const graph = ResourceGraph.fromTerraform(stacks);
  const cost = isOnCloud(all) ? estimateCost(graph, all.usage, "2026-11-01") : undefined;
  const shares = cost && isOnCloud(all) ? attributeCost(all, components, cost).shares : [];
  return { components, graph, shares };
}

const TARGETS = {
  aws: everything(shipped("aws", "prod")),
  google: everything(shipped("google", "prod")),
  kubernetes: everything(shippedOnKubernetes()),
};

/** A target that a component runs on. */
function targetOf(name: ComponentName): keyof typeof TARGETS {
  const { providers = [] } = CATALOGUE[name];
  return providers.length === 0 || providers.includes("google") ? "google" : (providers[0] ?? "google");
}

const ROWS = COMPONENT_NAMES.map((name) => {
  const target = targetOf(name);
  const cloud = TARGETS[target];
  return { name, target, cloud, built: cloud.components.find(({ component }) => component === name) };
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

test("every component can be used in another repository", () => {
  const exported: readonly unknown[] = Object.values(constructs);
  const missing = CONSTRUCTS.filter(({ built }) => !exported.includes(built.constructor)).map(({ name }) => name);
  expect(missing).toEqual([]);
});

test("every component with a PostgreSQL database waits for the databases", () => {
  const users = COMPONENT_NAMES.filter((name) => COMPONENT_ROWS[name].postgres !== undefined);
  expect(users.filter((name) => !CATALOGUE[name].needs.includes("databases"))).toEqual([]);
});

/** Web interfaces that sign users on with the identity provider themselves, and the sign-on. */
const SIGN_ON_THEMSELVES = ["airflow", "argocd", "grafana", "sign-on", "workflows"];

test.each(["aws", "google"] as const)("on %s no web interface is reachable without a sign-on", (cloud) => {
  const { components } = TARGETS[cloud];
  const routes = components
    .flatMap(({ manifests }) => manifests)
    .filter(({ kind, spec }) => kind === "VirtualService" && JSON.stringify(spec).includes(`"${ENTRY_GATEWAY}"`));
  const hosts = routes.flatMap(({ spec }) => (spec as { hosts: string[] }).hosts).map((host) => host.split(".")[0]);
  const guarded = Object.values(COMPONENT_ROWS).flatMap(({ guardedHost }) => guardedHost ?? []);
  const open = hosts.filter((host) => !guarded.includes(host ?? ""));
  expect([...new Set(open)].sort()).toEqual(SIGN_ON_THEMSELVES);
});

test("every component is in the generated reference", () => {
  const page = readFileSync(join(__dirname, "../../docs/reference/components.md"), "utf8");
  for (const name of COMPONENT_NAMES)
    expect(page).toContain(`[${CATALOGUE[name].title}](${CATALOGUE[name].link}) \`${name}\``);
});

test.each(Object.entries(UNWATCHED))("%s has a panel or a reason, and an alert or a reason", (name, reasons) => {
  const panels = PLATFORM_DASHBOARDS.flatMap((dashboard) => dashboard.panels);
  expect(panels.some((panel) => panel.of === name)).toBe(reasons.noPanel === undefined);
  expect(PLATFORM_ALERTS.some((alert) => alert.of === name)).toBe(reasons.noAlert === undefined);
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

/** Service accounts with an identity in the cloud, as `namespace/name`. */
function identities(graph: ResourceGraph): string[] {
  const onAws = graph
    .ofType("aws_eks_pod_identity_association")
    .map(({ body }) => `${body.namespace}/${body.service_account}`);
  const onGoogle = graph
    .ofType("google_service_account_iam_member")
    .flatMap(({ body }) => /\.svc\.id\.goog\[(.+)\]/.exec(String(body.member))?.[1] ?? []);
  return [...onAws, ...onGoogle];
}

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
  const created = identities(row.cloud.graph);
  for (const { namespace, serviceAccount } of own) expect(created).toContain(`${namespace}/${serviceAccount}`);
  const accounts = new Set(text.match(/[a-z-]+@[a-z0-9-]+\.iam\.gserviceaccount\.com/g));
  // AWS binds an identity to the name of the service account, outside the component.
  if (row.target !== "google") for (const { serviceAccount } of own) expect(text).toContain(`"${serviceAccount}"`);
  else expect([...accounts]).toHaveLength(own.length);
});

test.each(
  CONSTRUCTS.filter(({ built, target }) => built.workloads.length > 0 && target !== "kubernetes").map(
    (row) => [row.name, row] as const,
  ),
)("%s: its pods have a cost owner", (name, { cloud }) => {
  expect(cloud.shares.map((share) => share.name)).toContain(CATALOGUE[name].title);
});
