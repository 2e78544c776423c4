import { isPreviousGeneration } from "../../machine-generations";
import { MACHINE_TYPE_PATHS, machineTypesOf } from "../../machine-types";
import { ADVICE, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const previousGeneration: Rule = {
  id: "previous-generation",
  title: "Machines use a current generation",
  why: "Older machines do less for the same money and are eventually retired.",
  remedy: "Choose the newest generation of the same family, for example m7i instead of m4.",
  severity: "low",
  area: "cost",
  enforcement: ADVICE,
  link: "https://aws.amazon.com/ec2/previous-generation/",
  resourceTypes: Object.keys(MACHINE_TYPE_PATHS).filter((type) => type.startsWith("aws_")),
  check: (machine, { graph }) => {
    const { path, types, unknown } = machineTypesOf(graph, machine);
    if (unknown !== undefined) return [undecided(path, unknown)];
    return types.map((type) =>
      isPreviousGeneration(type) ? fail(`${type} is of a previous generation.`, path) : PASS,
    );
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { instance_class: "db.m7g.large" } } } },
    fail: { resource: { aws_db_instance: { main: { instance_class: "db.m4.large" } } } },
  },
};
