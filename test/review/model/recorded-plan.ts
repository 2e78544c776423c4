import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Resource, ResourceGraph } from "../../../src/review/model";

/** A plan printed by Terraform 1.11 with the AWS provider. */
export function recordedPlan(name: "create" | "change"): Record<string, unknown> {
  return JSON.parse(readFileSync(join(__dirname, "plans", `${name}.json`), "utf8"));
}

export function graphOfPlan(name: "create" | "change"): ResourceGraph {
  return ResourceGraph.fromTerraform([{ name: "plan", json: recordedPlan(name) }]);
}

export function resourceAt(graph: ResourceGraph, address: string): Resource {
  const resource = graph.resources.find((candidate) => candidate.address === address);
  if (!resource) throw new Error(`no ${address}`);
  return resource;
}

export function addressesOf(resources: readonly Resource[]): string[] {
  return resources.map(({ address }) => address);
}
