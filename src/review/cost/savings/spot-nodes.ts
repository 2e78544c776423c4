import { changedAttribute } from "./changed-attribute";
import type { Suggestion } from "./suggestion";

export const spotNodes: Suggestion = {
  id: "spot-nodes",
  title: "Run the nodes on spot capacity",
  caution: "Nodes are reclaimed with two minutes' notice; workloads that can't restart elsewhere must stay on demand.",
  tiers: ["dev", "staging"],
  change:
    ({ graph }) =>
    (resource) => {
      const { type, body } = resource;
      if (type === "aws_eks_node_group" && body.capacity_type !== "SPOT") return { ...body, capacity_type: "SPOT" };
      if (type !== "google_container_node_pool") return undefined;
      const spot = graph.attribute(resource, "node_config.spot");
      return spot.kind === "known" && spot.value === true
        ? undefined
        : changedAttribute(body, ["node_config", "spot"], true);
    },
};
