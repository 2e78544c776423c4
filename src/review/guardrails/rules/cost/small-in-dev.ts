import { vcpusByName } from "../../machine-generations";
import { MACHINE_TYPE_PATHS, machineTypesOf } from "../../machine-types";
import { ADVICE, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

/** A half of a common server; development seldom fills it. */
const MOST_VCPUS = 32;

export const smallInDev: Rule = {
  id: "small-in-dev",
  title: "Development runs on small machines",
  why: "A machine of 32 processors and more is billed in full while somebody thinks.",
  remedy: "Choose a smaller type and let the pool grow instead.",
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
      vcpusByName(type) < MOST_VCPUS ? PASS : fail(`${type} has ${vcpusByName(type)} processors.`, path),
    );
  },
  examples: {
    pass: { resource: { google_container_node_pool: { general: { node_config: { machine_type: "n2-standard-8" } } } } },
    fail: {
      resource: { google_container_node_pool: { general: { node_config: { machine_type: "n2-standard-64" } } } },
    },
  },
};
