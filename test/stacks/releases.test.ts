import { CATALOGUE } from "../../src/catalogue/catalogue";
import type { ResourceGraph } from "../../src/review/model";
import { type Cloud, graphOf, shipped } from "./shipped";

/** Charts whose definitions come from another chart, or are not used here. */
const WITHOUT_DEFINITIONS: Readonly<Record<string, string>> = {
  karpenter: "karpenter-crd",
  "external-dns": "its source `crd` is not used",
};

const CHARTS = Object.values(CATALOGUE).flatMap(({ charts }) => charts);

function everything(cloud: Cloud): ResourceGraph {
  const environment = shipped(cloud, "prod");
  if (!environment.platform) throw new Error("prod has a platform");
  return graphOf({
    ...environment,
    platform: { ...environment.platform, profile: "full", components: { "seldon-core": true } },
  });
}

describe.each<Cloud>(["aws", "google"])("every release on %s", (cloud) => {
  const graph = everything(cloud);
  const releases = graph.ofType("helm_release").map(({ body }) => body);
  const definitionsOf = (chart: string) =>
    graph.resources.filter(
      ({ type, mode, body }) => type === "helm_template" && mode === "data" && body.chart === chart,
    );

  test("adopts an existing release of its name that is not in the state, at a version that can be planned without a cluster", () => {
    expect(releases.length).toBeGreaterThan(30);
    for (const release of releases) {
      expect(release).toMatchObject({ upgrade_install: true, version: expect.stringMatching(/^v?\d+\.\d+\.\d+$/) });
    }
  });

  test.each(
    CHARTS.filter(({ crds, name }) => crds === "folder" && releases.some(({ chart }) => chart === name)).map(
      ({ name }) => [name],
    ),
  )("%s does not leave its definitions to Helm, which would never upgrade them", (name) => {
    expect(releases.find(({ chart }) => chart === name)).toMatchObject({ skip_crds: true });
    const [template] = definitionsOf(name);
    if (name in WITHOUT_DEFINITIONS) {
      expect(template).toBeUndefined();
      return;
    }
    expect(template?.body.version).toBe(CHARTS.find((chart) => chart.name === name)?.version);
    expect(releases.find((release) => release.name === `${name}-crds`)).toMatchObject({ take_ownership: true });
  });

  test.each(["kserve-crd", "seldon-core-v2-crds"])(
    "%s is kept with all models when its component is switched off",
    (name) => {
      // Definitions in the release of the chart itself would be deleted with it.
      expect(releases.filter(({ chart }) => chart === name)).toEqual([]);
      expect(definitionsOf(name)).toHaveLength(1);
      expect(releases.find((release) => release.name === name)?.chart).toContain("manifest-chart");
    },
  );
});

test("only charts with definitions set how they are upgraded", () => {
  const brings = CHARTS.filter(({ crds }) => crds !== undefined).map(({ name }) => name);
  expect(brings.sort()).toEqual(
    [
      ...["argo-cd", "argo-workflows", "aws-load-balancer-controller", "base", "cert-manager", "external-dns"],
      ...[
        "external-secrets",
        "gateway-crds-helm",
        "karpenter",
        "karpenter-crd",
        "knative-operator",
        "kserve-crd",
        "kubeflow-trainer",
      ],
      ...["kueue", "kyverno", "prometheus-operator-crds", "seldon-core-v2-crds", "velero"],
    ].sort(),
  );
});
