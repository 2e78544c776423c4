import { helmValues } from "../../src/review/model";
import { type Cloud, graphOf, shipped } from "./shipped";

const ANNOTATIONS = {
  "karpenter.sh/do-not-disrupt": "true",
  "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
};

interface Values {
  readonly controller?: { readonly workflowDefaults?: { readonly spec: { readonly podMetadata?: unknown } } };
  readonly workers?: { readonly kubernetes?: { readonly podAnnotations?: unknown } };
}

function valuesOf(cloud: Cloud, chart: string): Values {
  const environment = shipped(cloud, "dev");
  const { platform } = environment;
  if (!platform) throw new Error(`${cloud}-dev has no platform`);
  const graph = graphOf({ ...environment, platform: { ...platform, profile: "full" } });
  const release = graph.ofType("helm_release").find(({ body }) => body.chart === chart);
  if (!release) throw new Error(`${cloud}-dev has no release of ${chart}`);
  return helmValues(release).values as Values;
}

test.each(["aws", "google"] as const)(
  "on %s no autoscaler evicts a step of a workflow or a task of Airflow",
  (cloud) => {
    expect(valuesOf(cloud, "argo-workflows").controller?.workflowDefaults?.spec.podMetadata).toEqual({
      annotations: ANNOTATIONS,
    });
    expect(valuesOf(cloud, "airflow").workers?.kubernetes?.podAnnotations).toEqual(ANNOTATIONS);
  },
);
