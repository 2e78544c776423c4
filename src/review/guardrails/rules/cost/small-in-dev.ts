import { vcpusByName } from "../../machine-generations";
import { MACHINE_TYPE_PATHS, machineTypesOf } from "../../machine-types";
import { ADVICE, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

/** Half of a common server, which development rarely fills. */
const MOST_VCPUS = 32;

export const smallInDev: Rule = {
  id: "small-in-dev",
  title: "Development uses small machines",
  why: "A machine with 32 or more vCPUs is billed in full even while it is idle.",
  remedy: "Choose a smaller type and let the pool scale out.",
  severity: "low",
  area: "cost",
  enforcement: ADVICE,
  link: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/cost_type_size_number_resources_data.html",
  resourceTypes: Object.keys(MACHINE_TYPE_PATHS),
  check: (machine, { graph, strictness }) => {
    if (strictness !== "dev") return [];
    const { path, types, unknown } = machineTypesOf(graph, machine);
    if (unknown !== undefined) return [undecided(path, unknown)];
    return types.map((type) =>
      vcpusByName(type) < MOST_VCPUS ? PASS : fail(`${type} has ${vcpusByName(type)} vCPUs.`, path),
    );
  },
  examples: {
    pass: { resource: { google_container_node_pool: { general: { node_config: { machine_type: "n2-standard-8" } } } } },
    fail: {
      resource: { google_container_node_pool: { general: { node_config: { machine_type: "n2-standard-64" } } } },
    },
  },
};
