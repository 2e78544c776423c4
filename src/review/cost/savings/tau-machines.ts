import { TIER_NAMES } from "../../../facts/tier";
import { textFrom } from "../../model";
import { changedAttribute } from "./changed-attribute";
import { isPriced } from "./is-priced";
import type { Suggestion } from "./suggestion";

/** https://cloud.google.com/compute/docs/general-purpose-machines#t2d_machines */
export const tauMachines: Suggestion = {
  id: "tau-machines",
  title: "Run the nodes on Tau T2D machines",
  caution: "They are available in fewer zones; check yours.",
  tiers: TIER_NAMES,
  change: (context) => (resource) => {
    if (resource.type !== "google_container_node_pool") return undefined;
    const written = context.graph.attribute(resource, "node_config.machine_type");
    const [, cores] =
      /^(?:n1|n2|n2d|c2|c2d|c3)-standard-(\d+)$/.exec(written.kind === "known" ? textFrom(written.value) : "") ?? [];
    const instead = `t2d-standard-${cores}`;
    return cores !== undefined && isPriced(resource, context, "compute.on-demand", instead)
      ? changedAttribute(resource.body, ["node_config", "machine_type"], instead)
      : undefined;
  },
};
