import { type Watched, workloadAlerts } from "../../../src/constructs/observability/workload-alerts";

const WATCHED: Watched = {
  component: "argo-cd",
  namespace: "argocd",
  workloads: [
    { name: "server" },
    { name: "repository", alert: "critical" },
    { name: "controller", kind: "StatefulSet" },
    { name: "reloader", kind: "container" },
    { name: "nightly", kind: "CronJob" },
    { name: "tracking", alert: "own" },
    { name: "kafka", alert: "none" },
  ],
};

test("a component has one rule for what calls someone at once, and one for the rest", () => {
  const alerts = workloadAlerts([WATCHED]);
  expect(alerts.map(({ name, of, severity, for: duration }) => [name, of, severity, duration])).toEqual([
    ["ComponentUnavailable", "argo-cd", "critical", "5m"],
    ["ComponentUnavailable", "argo-cd", "warning", "10m"],
  ]);
  expect(alerts[0]?.expression).toContain('deployment="repository"');
  expect(alerts[1]?.expression).toContain('deployment="server"');
  expect(alerts[1]?.expression).toContain('statefulset="controller"');
});

test("jobs, containers next to others, and what has an alert of its own or none, are not watched", () => {
  const expressions = workloadAlerts([WATCHED]).map(({ expression }) => expression);
  expect(expressions.join()).not.toMatch(/reloader|nightly|tracking|kafka/);
});

test("the text names the object by the labels that the alert has", () => {
  const only = (kind: "Deployment" | "StatefulSet") =>
    workloadAlerts([{ ...WATCHED, workloads: [{ name: "a", kind }] }]).map(({ summary }) => summary);
  expect(only("Deployment")).toEqual(["{{ $labels.namespace }}/{{ $labels.deployment }} has no available replica."]);
  expect(only("StatefulSet")).toEqual(["{{ $labels.namespace }}/{{ $labels.statefulset }} has no available replica."]);
});

test("a component without servers has no rule", () => {
  expect(workloadAlerts([{ ...WATCHED, workloads: [{ name: "nightly", kind: "CronJob" }] }])).toEqual([]);
});
