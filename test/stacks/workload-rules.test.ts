import { COMPONENT_UNAVAILABLE } from "../../src/constructs/observability/workload-alerts";
import type { Environment } from "../../src/environment/environment";
import type { ResourceGraph } from "../../src/review";
import { graphOf, shipped, shippedOnKubernetes } from "./shipped";

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The alerts on workloads in an environment, by component. */
function rulesIn(graph: ResourceGraph): Rule[] {
  return graph
    .ofType("kubernetes/PrometheusRule")
    .map(({ body }) => JSON.parse(JSON.stringify(body)))
    .filter(({ metadata }) => metadata.name === "components")
    .flatMap(({ spec }) => spec.groups.flatMap(({ rules }: { rules: Rule[] }) => rules));
}

const ofComponent = (rules: readonly Rule[], name: string) => rules.filter(({ labels }) => labels.component === name);

function withPlatform(environment: Environment, changes: Partial<NonNullable<Environment["platform"]>>): Environment {
  return environment.platform ? { ...environment, platform: { ...environment.platform, ...changes } } : environment;
}

const local = shippedOnKubernetes();

test("everything that the profile lite runs on a laptop has an alert; what cuts users off calls someone", () => {
  const rules = rulesIn(graphOf(local));
  expect(rules.map(({ alert }) => alert)).toEqual(rules.map(() => COMPONENT_UNAVAILABLE));
  expect(Object.fromEntries(rules.map(({ labels }) => [labels.component, labels.severity]))).toEqual({
    "cert-manager": "warning",
    dex: "critical",
    entry: "critical",
    "external-secrets": "warning",
    foundation: "critical",
    istio: "warning",
    kserve: "warning",
    "kube-prometheus-stack": "warning",
  });
});

test.each([shipped("aws", "prod"), shipped("google", "prod")])("on a cloud, there are no servers of ours", (prod) => {
  const rules = rulesIn(graphOf(prod));
  expect(ofComponent(rules, "foundation")).toEqual([]);
  expect(ofComponent(rules, "knative").map(({ labels }) => labels.severity)).toEqual(["critical", "warning"]);
});

test("a component that is switched off has no alert", () => {
  const without = withPlatform(local, { components: { dex: false } });
  expect(ofComponent(rulesIn(graphOf(without)), "dex")).toEqual([]);
});

test("the alerts on the embedded servers have the names of their stateful sets", () => {
  const graph = graphOf(withPlatform(local, { profile: "standard" }));
  const names = graph
    .ofType("kubernetes/StatefulSet")
    .map(({ body }) => JSON.parse(JSON.stringify(body)).metadata)
    .filter(({ namespace }) => namespace === "foundation")
    .map(({ name }) => name);
  expect(names.sort()).toEqual(["mysql", "object-store", "postgres"]);
  const [rule] = ofComponent(rulesIn(graph), "foundation");
  for (const name of names) expect(rule?.expr).toContain(`statefulset="${name}"`);
});

test("the alerts are created after everything else: during an installation they would fire", () => {
  const graph = graphOf(local);
  const rules = graph.ofType("helm_release").find(({ body }) => body.name === "component-alerts");
  const waits = JSON.stringify(rules?.body.depends_on);
  for (const name of ["mlflow", "kserve", "dex", "entry"]) expect(waits).toContain(`helm_release.${name}`);
});

test("without Prometheus there are no alerts", () => {
  expect(rulesIn(graphOf(withPlatform(local, { components: { "kube-prometheus-stack": false } })))).toEqual([]);
});
