import type { App } from "./terraform";
import { TerraformStack } from "./terraform";

/** A stack as Terraform would read it. */
export interface SynthesizedStack {
  readonly name: string;
  /** The content of `cdk.tf.json`. */
  readonly json: Readonly<Record<string, unknown>>;
}

/**
 * Synthesizes every stack of an app in memory, with all validations, and writes nothing.
 * @throws Error what a stack's validation throws
 */
export function synthesize(app: App): SynthesizedStack[] {
  const stacks = app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
  for (const stack of stacks) stack.prepareStack();
  return stacks.map((stack) => {
    stack.runAllValidations();
    return { name: stack.node.id, json: stack.toTerraform() };
  });
}
