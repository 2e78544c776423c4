import { checkPods } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { listIn, objectIn, typesOfKinds } from "../../kubernetes/manifest";
import { runsSeveral } from "../../kubernetes/replicas";
import { fail, IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

export const workloadSpread: Rule = {
  id: "workload-spread",
  title: "Production spreads replicas over nodes",
  why: "Replicas on the same node fail together.",
  remedy: "Add topologySpreadConstraints over zones and nodes, or podAntiAffinity.",
  severity: "low",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  resourceTypes: typesOfKinds("Deployment", "StatefulSet", "Rollout"),
  check: (workload, { graph, strictness }) =>
    strictness === "prod" && runsSeveral(workload)
      ? checkPods(workload, graph, ({ path, spec }, read) => {
          const constraints = read("topologySpreadConstraints");
          const apart =
            constraints.kind === "unknown" ||
            listIn(spec, "topologySpreadConstraints").length > 0 ||
            objectIn(spec, "affinity").podAntiAffinity !== undefined;
          return apart ? [] : [fail("All its pods may be on one node.", `${path}.topologySpreadConstraints`)];
        })
      : [],
  examples: {
    pass: deploymentExample(
      {},
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: { app: "scorer" } },
          },
        ],
      },
      { replicas: 2 },
    ),
    fail: deploymentExample({}, {}, { replicas: 2 }),
  },
};
