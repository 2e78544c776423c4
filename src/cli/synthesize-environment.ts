import { Component } from "../constructs/kubernetes/component";
import type { Environment } from "../environment/environment";
import { type SynthesizedStack, synthesize } from "../framework/synthesize";
import { addStacks } from "../stacks/clouds";

/** An environment as Terraform code, and the components on its cluster. */
export interface SynthesizedEnvironment {
  readonly stacks: readonly SynthesizedStack[];
  readonly components: readonly Component[];
}

/** Synthesizes an environment in memory; nothing is written. */
export function synthesizeEnvironment(environment: Environment): SynthesizedEnvironment {
  let components: Component[] = [];
  const stacks = synthesize((app) => {
    addStacks(app, environment);
    components = app.node.findAll().filter((element) => element instanceof Component);
  });
  return { stacks, components };
}
