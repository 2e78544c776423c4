import { Decimal } from "decimal.js";
import { HOURS_PER_MONTH } from "../estimate";
import type { Suggestion } from "./suggestion";

/** Eleven working hours on five of seven days. */
const WORKED = new Decimal(5 * 11).div(7 * 24);

export const nightsOff: Suggestion = {
  id: "nights-off",
  title: "Scale the nodes to zero at night and on weekends",
  caution: `Assumes ${new Decimal(HOURS_PER_MONTH).times(WORKED).toFixed(0)} of ${HOURS_PER_MONTH} hours on; in the other hours nothing runs, not even the platform. Delete Karpenter's nodes first (kubectl delete nodeclaims --all): without its controller they keep running.`,
  tiers: ["dev"],
  share: new Decimal(1).minus(WORKED),
  change:
    () =>
    ({ type, body }) => {
      if (type === "aws_eks_node_group")
        return { ...body, scaling_config: [{ min_size: 0, max_size: 0, desired_size: 0 }] };
      if (type === "kubernetes/NodePool") return "gone";
      if (type !== "google_container_node_pool") return undefined;
      const { autoscaling: _, initial_node_count: __, ...others } = body;
      return { ...others, node_count: 0 };
    },
};
