import { dashboardJson } from "../../../../src/constructs/observability/dashboards/dashboard";
import { MODEL_DASHBOARD } from "../../../../src/constructs/observability/dashboards/model-dashboard";
import { PLATFORM_DASHBOARDS } from "../../../../src/constructs/observability/dashboards/platform-dashboards";

interface Built {
  uid: string;
  title: string;
  panels: {
    title: string;
    gridPos: { x: number; w: number; h: number };
    datasource: unknown;
    targets: { expr: string }[];
  }[];
  templating: { list: { name: string; type: string }[] };
}

test("there is a dashboard for cluster, GPUs, pipelines, tracking, serving and cost", () => {
  expect(PLATFORM_DASHBOARDS.map(({ uid }) => uid)).toEqual([
    "mlops-cluster",
    "mlops-gpu",
    "mlops-pipelines",
    "mlops-tracking",
    "mlops-serving",
    "mlops-cost",
  ]);
});

test.each(PLATFORM_DASHBOARDS.map((dashboard) => [dashboard.uid, dashboard] as const))(
  "%s is what Grafana reads",
  (uid, dashboard) => {
    const built = dashboardJson(dashboard) as unknown as Built;
    expect(built.uid).toBe(uid);
    expect(built.templating.list).toEqual([expect.objectContaining({ name: "datasource", type: "datasource" })]);
    expect(built.panels).toHaveLength(dashboard.panels.length);
    for (const panel of built.panels) {
      expect(panel.datasource).toEqual({ type: "prometheus", uid: "${datasource}" });
      expect(panel.gridPos).toMatchObject({ w: 12, h: 8 });
      for (const { expr } of panel.targets) expect(expr).not.toBe("");
    }
  },
);

test("a model's dashboard has a selection of the endpoint, and only queries that endpoint", () => {
  const built: Built = JSON.parse(JSON.stringify(dashboardJson(MODEL_DASHBOARD)));
  expect(built.templating.list.map(({ name, type }) => [name, type])).toEqual([
    ["datasource", "datasource"],
    ["endpoint", "query"],
  ]);
  for (const { targets } of built.panels) for (const { expr } of targets) expect(expr).toContain("$endpoint");
});
