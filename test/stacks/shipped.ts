import { join } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import type { CloudEnvironment, Environment, KubernetesEnvironment } from "../../src/environment/environment";
import { isOnCloud } from "../../src/environment/target";
import type { CloudProvider } from "../../src/facts/provider";
import { synthesize } from "../../src/framework/synthesize";
import { ResourceGraph } from "../../src/review/model";
import { addStacks } from "../../src/stacks/clouds";

const ENVIRONMENTS = loadEnvironments(join(__dirname, "../../environments"), "2026-11-01");

export type Cloud = CloudProvider;

/** A shipped environment on a cloud, with changes. */
export function shipped(cloud: Cloud, name: string, changes: Partial<CloudEnvironment> = {}): CloudEnvironment {
  const environment = ENVIRONMENTS.filter(isOnCloud).find(
    (candidate) => candidate.cloud.provider === cloud && candidate.name === name,
  );
  if (!environment) throw new Error(`there is no environment ${cloud}-${name}`);
  return { ...environment, ...changes };
}

/** The shipped environment on an existing cluster, with changes. */
export function shippedOnKubernetes(changes: Partial<KubernetesEnvironment> = {}): KubernetesEnvironment {
  const environment = ENVIRONMENTS.find((candidate): candidate is KubernetesEnvironment => !isOnCloud(candidate));
  if (!environment) throw new Error("there is no environment on an existing cluster");
  return { ...environment, ...changes };
}

export function synthesizeEnvironment(environment: Environment) {
  return synthesize((app) => addStacks(app, environment));
}

export function graphOf(environment: Environment): ResourceGraph {
  return ResourceGraph.fromTerraform(synthesizeEnvironment(environment));
}

const GRAPHS = new Map<string, ResourceGraph>();

/** The graph of an unchanged shipped environment; built once, because a graph doesn't change. */
export function shippedGraph(cloud: Cloud, name: string): ResourceGraph {
  const key = `${cloud}-${name}`;
  const graph = GRAPHS.get(key) ?? graphOf(shipped(cloud, name));
  GRAPHS.set(key, graph);
  return graph;
}

/** The bodies of all resources of a type. */
export function bodies(graph: ResourceGraph, type: string) {
  return graph.ofType(type).map(({ body }) => body);
}
