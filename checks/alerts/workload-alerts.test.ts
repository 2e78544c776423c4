import { rmSync } from "node:fs";
import { alertGroup, metricsMissing, PLATFORM_ALERTS } from "../../src/constructs/observability/platform-alerts";
import { COMPONENT_UNAVAILABLE, workloadAlerts } from "../../src/constructs/observability/workload-alerts";
import { rulesOf } from "./promtool";

const WATCHED = [
  {
    component: "entry",
    namespace: "entry",
    workloads: [{ name: "gateway", alert: "critical" }, { name: "proxy" }],
  },
  { component: "foundation", namespace: "foundation", workloads: [{ name: "postgres", kind: "StatefulSet" }] },
] as const;

const rules = rulesOf([alertGroup(workloadAlerts(WATCHED), "https://example.com", "components")]);

afterAll(() => rmSync(rules.folder, { recursive: true }));

const GATEWAY = 'kube_deployment_status_replicas_available{namespace="entry", deployment="gateway", pod="metrics"}';
const PROXY = 'kube_deployment_status_replicas_available{namespace="entry", deployment="proxy", pod="metrics"}';
const POSTGRES =
  'kube_statefulset_status_replicas_ready{namespace="foundation", statefulset="postgres", pod="metrics"}';
const RUNNING = { [GATEWAY]: "2x60", [PROXY]: "1x60", [POSTGRES]: "1x60" };

const fired = (count: number): Readonly<Record<string, number>> =>
  count === 0 ? {} : { [COMPONENT_UNAVAILABLE]: count };

test("Prometheus accepts the rules", () => {
  expect(rules.check()).toBe("");
});

test.each<[string, Readonly<Record<string, string>>, string, number]>([
  ["nothing fires while everything runs", RUNNING, "60m", 0],
  ["what cuts users off fires after five minutes", { ...RUNNING, [GATEWAY]: "2x10 0x50" }, "17m", 1],
  ["the rest fires after ten minutes", { ...RUNNING, [PROXY]: "1x10 0x50" }, "22m", 1],
  ["and not before", { ...RUNNING, [PROXY]: "1x10 0x50" }, "17m", 0],
  ["a stateful set fires, too", { ...RUNNING, [POSTGRES]: "0x60" }, "30m", 1],
  ["a deleted object fires", { ...RUNNING, [PROXY]: "1x10 _x50" }, "30m", 1],
  ["a deleted stateful set fires", { ...RUNNING, [POSTGRES]: "1x10 _x50" }, "30m", 1],
  ["an object that is stopped and then deleted fires once", { ...RUNNING, [PROXY]: "1x10 0x5 _x45" }, "22m", 1],
  ["everything that is stopped fires", { [GATEWAY]: "0x60", [PROXY]: "0x60", [POSTGRES]: "0x60" }, "30m", 3],
  ["an update with a few minutes without a pod does not fire", { ...RUNNING, [PROXY]: "1x10 0x7 1x50" }, "25m", 0],
  ["one of two replicas is enough", { ...RUNNING, [GATEWAY]: "2x10 1x50" }, "30m", 0],
  [
    "an object of someone else does not fire",
    { ...RUNNING, 'kube_deployment_status_replicas_available{namespace="fraud", deployment="scorer"}': "0x60" },
    "30m",
    0,
  ],
  ["without kube-state-metrics nothing fires: nothing is known", { 'up{namespace="entry"}': "1x60" }, "30m", 0],
  ["it ends when the object runs again", { ...RUNNING, [PROXY]: "0x30 1x30" }, "40m", 0],
])("%s", (_, series, at, count) => {
  expect(rules.firing(series, at, fired(count))).toBe("");
  // The check itself can fail.
  expect(rules.firing(series, at, fired(count + 1))).not.toBe("");
});

test("the alert stays the same when kube-state-metrics restarts: it is not sent again", () => {
  const other = PROXY.replace('pod="metrics"', 'pod="next"');
  expect(rules.firing({ ...RUNNING, [PROXY]: "0x15 stale", [other]: "_x15 0x45" }, "20m", fired(1))).toBe("");
});

test("MetricsMissing fires without kube-state-metrics, also on a platform with nothing but Prometheus", () => {
  const least = PLATFORM_ALERTS.filter(({ of }) => of === undefined);
  const missing = rulesOf([alertGroup([metricsMissing(least)], "https://example.com")]);
  const kubelet = { kubelet_volume_stats_available_bytes: "1x60" };
  try {
    expect(missing.firing(kubelet, "40m", { MetricsMissing: 1 })).toBe("");
    expect(missing.firing({ ...kubelet, kube_node_status_allocatable: "1x60" }, "40m", {})).toBe("");
  } finally {
    rmSync(missing.folder, { recursive: true });
  }
});
