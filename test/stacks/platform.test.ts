import { CATALOGUE } from "../../src/catalogue/catalogue";
import { needsOf } from "../../src/catalogue/check-components";
import type { ComponentName } from "../../src/catalogue/component";
import { componentsOf, PROFILE_NAMES } from "../../src/catalogue/profiles";
import type { Environment, Platform } from "../../src/environment/environment";
import type { Resource, ResourceGraph } from "../../src/review/model";
import { type Cloud, graphOf, shipped } from "./shipped";

function platform(cloud: Cloud, name: string, changes: Partial<Platform> = {}): Environment {
  const environment = shipped(cloud, name);
  if (!environment.platform) throw new Error("a shipped environment has a platform");
  return { ...environment, platform: { ...environment.platform, ...changes } };
}

const GRAPHS = new Map<string, ResourceGraph>();

function full(cloud: Cloud, name: string): ResourceGraph {
  const key = `${cloud}-${name}`;
  const graph = GRAPHS.get(key) ?? graphOf(platform(cloud, name, { profile: "full" }));
  GRAPHS.set(key, graph);
  return graph;
}

const inPlatform = (graph: ResourceGraph) =>
  graph.resources.filter(({ stack, mode }) => stack.endsWith("-platform") && mode === "managed");

/** Every resource that a resource waits for, directly or indirectly. */
function below(graph: ResourceGraph) {
  const byAddress = new Map(inPlatform(graph).map((resource) => [resource.address, resource]));
  const known = new Map<Resource, ReadonlySet<Resource>>();
  const visit = (resource: Resource): ReadonlySet<Resource> => {
    const cached = known.get(resource);
    if (cached) return cached;
    const declared = Array.isArray(resource.body.depends_on) ? resource.body.depends_on.map(String) : [];
    const direct = [
      ...declared.flatMap((address) => byAddress.get(address) ?? []),
      ...graph.references(resource).filter(({ mode }) => mode === "managed"),
    ];
    const all = new Set(direct);
    known.set(resource, all);
    for (const target of direct) for (const deeper of visit(target)) all.add(deeper);
    return all;
  };
  return visit;
}

const ofComponent = (graph: ResourceGraph, component: string) =>
  inPlatform(graph).filter(({ constructPath }) => constructPath?.split("/")[1] === component);

describe.each<Cloud>(["aws", "google"])("teardown on %s is safe", (cloud) => {
  const graph = full(cloud, "prod");
  const standsOn = below(graph);
  const components = componentsOf("full", cloud, {}).filter((name) => name !== "dvc");

  test.each(components.flatMap((name) => needsOf(name, cloud).map((need) => [name, need] as const)))(
    "%s is removed before %s, which it depends on",
    (name, need) => {
      const lower = ofComponent(graph, need);
      expect(lower.length).toBeGreaterThan(0);
      for (const resource of ofComponent(graph, name)) {
        const missing = lower.filter((target) => !standsOn(resource).has(target));
        expect(missing.map(({ address }) => `${resource.address} without ${address}`)).toEqual([]);
      }
    },
  );

  test("KServe starts when Knative is ready: it looks for Knative's definitions only once", () => {
    const [ready] = ofComponent(graph, "knative").filter(({ body }) => body.name === "knative-serving");
    if (!ready) throw new Error("there is no Knative");
    const kserve = ofComponent(graph, "kserve");
    expect(kserve.length).toBeGreaterThan(3);
    for (const resource of kserve) expect(standsOn(resource).has(ready)).toBe(true);
  });

  test("whatever creates a load balancer is removed before its controller, so that the cloud resources are removed too", () => {
    const gateways = ofComponent(graph, "entry");
    const controllers = ofComponent(graph, "aws-load-balancer-controller");
    expect(controllers.length > 0).toBe(cloud === "aws");
    for (const gateway of gateways)
      for (const controller of controllers) expect(standsOn(gateway).has(controller)).toBe(true);
  });

  test("volume claims are removed before their storage class", () => {
    const classes = graph.ofType("kubernetes_storage_class_v1");
    expect(classes).toHaveLength(cloud === "aws" ? 1 : 0);
    for (const storageClass of classes)
      for (const claimant of ofComponent(graph, "kube-prometheus-stack"))
        expect(standsOn(claimant).has(storageClass)).toBe(true);
  });

  test("custom resources are removed before their definitions: no release contains both", () => {
    const bundles = inPlatform(graph).filter(
      ({ type, body }) => type === "helm_release" && String(body.chart).startsWith("assets/"),
    );
    expect(bundles.length).toBeGreaterThan(15);
    for (const bundle of bundles) {
      const component = bundle.constructPath?.split("/")[1] ?? "";
      const own = ofComponent(graph, component).filter(
        ({ type, body }) => type === "helm_release" && !String(body.chart).startsWith("assets/"),
      );
      const needed =
        component in CATALOGUE
          ? needsOf(component as ComponentName, cloud).flatMap((need) => ofComponent(graph, need))
          : [];
      expect(needed.length + own.length === 0 || [...standsOn(bundle)].length > 0).toBe(true);
    }
  });

  test("a team's namespace is removed before its queues and policies", () => {
    for (const resource of ofComponent(graph, "team-fraud")) {
      for (const under of [...ofComponent(graph, "kueue"), ...ofComponent(graph, "kyverno")])
        expect(standsOn(resource).has(under)).toBe(true);
    }
  });
});

describe.each<Cloud>(["aws", "google"])("the platform on %s", (cloud) => {
  const releases = (graph: ResourceGraph) => inPlatform(graph).filter(({ type }) => type === "helm_release");
  const values = (resource: Resource) => String((resource.body.values as readonly string[] | undefined)?.[0] ?? "");

  test("pins every chart", () => {
    const charts = releases(full(cloud, "prod")).filter(({ body }) => !String(body.chart).startsWith("assets/"));
    expect(charts.length).toBeGreaterThan(20);
    for (const { body } of charts) expect(body.version).toMatch(/^v?\d+\.\d+\.\d+$/);
  });

  test("writes no secret into values or manifests", () => {
    for (const release of releases(full(cloud, "prod"))) {
      const text = values(release);
      expect(text).not.toMatch(/"(password|clientSecret|secretAccessKey)":"(?!\{\{|\$[a-z-]+:|password"|")[^"]+"/);
      expect(text).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY/);
    }
  });

  test("restricts network access to every namespace that it creates, and enforces a pod security level", () => {
    const graph = full(cloud, "prod");
    const namespaces = graph.ofType("kubernetes_namespace_v1");
    const closed = graph.ofType("kubernetes_network_policy_v1").filter(({ name }) => name.includes("default-deny"));
    expect(namespaces.length).toBeGreaterThan(15);
    expect(closed).toHaveLength(namespaces.length);
    for (const { body } of namespaces) {
      const { labels } = body.metadata as { labels: Record<string, string> };
      expect(["restricted", "baseline", "privileged"]).toContain(labels["pod-security.kubernetes.io/enforce"]);
    }
    const privileged = namespaces.filter(({ body }) =>
      JSON.stringify(body).includes('"pod-security.kubernetes.io/enforce":"privileged"'),
    );
    expect(privileged.map(({ body }) => (body.metadata as { name: string }).name)).toEqual([]);
  });

  test("runs several replicas in prod, and one in dev", () => {
    const mlflow = (name: string) =>
      values(ofComponent(full(cloud, name), "mlflow").find(({ body }) => body.chart === "mlflow") as Resource);
    expect(mlflow("prod")).toContain('"replicaCount":2');
    expect(mlflow("dev")).toContain('"replicaCount":1');
  });

  test("uses charts and images from a configured mirror", () => {
    const graph = graphOf(platform(cloud, "dev", { profile: "full", mirror: "oci://registry.example.com/mirror" }));
    for (const { body } of releases(graph)) {
      if (!String(body.chart).startsWith("assets/"))
        expect(body.repository).toBe("oci://registry.example.com/mirror/charts");
    }
    const mlflow = ofComponent(graph, "mlflow").find(({ body }) => body.chart === "mlflow") as Resource;
    expect(values(mlflow)).toContain('"repository":"registry.example.com/mirror/burakince/mlflow"');
  });

  test("requires a sign-on in front of interfaces that have none", () => {
    const entry = ofComponent(full(cloud, "prod"), "entry").find(({ body }) => body.name === "entry") as Resource;
    const { manifests } = JSON.parse(values(entry).replaceAll(/\$\{jsonencode\([^)]*\)\}/g, '"known later"'));
    const guard = manifests.find(({ spec }: { spec?: { action?: string } }) => spec?.action === "CUSTOM");
    expect(guard.spec.rules[0].to[0].operation.hosts).toEqual([
      "mlflow.prod.ml.example.com",
      "mlflow.prod.ml.example.com:*",
      "pipelines.prod.ml.example.com",
      "pipelines.prod.ml.example.com:*",
      "prefect.prod.ml.example.com",
      "prefect.prod.ml.example.com:*",
      "katib.prod.ml.example.com",
      "katib.prod.ml.example.com:*",
      "notebooks.prod.ml.example.com",
      "notebooks.prod.ml.example.com:*",
    ]);
  });

  test("keeps no data of Kubeflow Pipelines on the cluster", () => {
    const application = values(
      ofComponent(full(cloud, "prod"), "kubeflow-pipelines").find(
        ({ body }) => body.name === "kubeflow-pipelines",
      ) as Resource,
    );
    expect(application).toContain("manifests/kustomize/base/installs/multi-user");
    expect(application).not.toMatch(/third-party\/(seaweedfs|minio|mysql|postgresql|argo)/);
    expect(application).toContain(`"targetRevision":"${CATALOGUE["kubeflow-pipelines"].version}"`);
  });

  test("sets up each team's namespace for pipelines, after namespace and server exist", () => {
    const graph = full(cloud, "prod");
    const [workspace] = ofComponent(graph, "team-fraud-pipelines");
    if (!workspace) throw new Error("no workspace");
    expect(workspace.body).toMatchObject({ name: "pipelines", namespace: "fraud" });
    expect(values(workspace)).toContain('"name":"ada@example.com"');
    const before = below(graph)(workspace);
    for (const lower of [...ofComponent(graph, "team-fraud"), ...ofComponent(graph, "kubeflow-pipelines")])
      expect(before.has(lower)).toBe(true);
    const without = graphOf(platform(cloud, "dev", { components: { "kubeflow-pipelines": false } }));
    expect(ofComponent(without, "team-fraud-pipelines").map(values).join()).not.toContain("kubeflow-pipelines-edit");
  });

  test.each(PROFILE_NAMES)("profile %s has exactly its components", (profile) => {
    const environment = platform(cloud, "dev", { profile });
    const graph = graphOf(environment);
    const built = new Set(inPlatform(graph).map(({ constructPath }) => constructPath?.split("/")[1]));
    const chosen = componentsOf(profile, cloud, environment.platform?.components ?? {});
    for (const name of chosen) if (name !== "dvc") expect(built).toContain(name);
    expect(built.has("prefect")).toBe(profile === "full");
  });
});

test("on AWS nodes come first and are removed last: without them pods wait, and without Karpenter its nodes stay", () => {
  const graph = full("aws", "prod");
  const standsOn = below(graph);
  const karpenter = ofComponent(graph, "karpenter").filter(({ type }) => type === "helm_release");
  expect(karpenter).toHaveLength(3);
  const before = ["karpenter", ...needsOf("karpenter", "aws")];
  const components = componentsOf("full", "aws", {}).filter((name) => name !== "dvc" && !before.includes(name));
  for (const name of components)
    for (const release of ofComponent(graph, name))
      expect(karpenter.filter((part) => !standsOn(release).has(part)).map(({ address }) => [name, address])).toEqual(
        [],
      );
});

test("an environment without a platform ends with its foundation", () => {
  const { platform: _, ...environment } = shipped("aws", "dev");
  expect(graphOf(environment).stacks.map(({ name }) => name)).toEqual(["aws-dev-bootstrap", "aws-dev-foundation"]);
});
