import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutCreationStacks } from "./creation-stacks";
import { App, TerraformStack } from "./terraform";

/** A stack as Terraform reads it. */
export interface SynthesizedStack {
  readonly name: string;
  /** The content of `cdk.tf.json`. */
  readonly json: Readonly<Record<string, unknown>>;
}

/**
 * Synthesizes every stack that `build` adds to an app, with all validations. Nothing is written: an app creates its
 * output folder on construction, so it gets a temporary one.
 * @example synthesize((app) => new FeatureStore(app, "feature-store"))
 * @throws Error the errors of a stack's validation
 */
export function synthesize(build: (app: App) => void): SynthesizedStack[] {
  return withoutCreationStacks(() => synthesizeOnce(build));
}

function synthesizeOnce(build: (app: App) => void): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "cdktf-"));
  try {
    const app = new App({ outdir });
    build(app);
    return stacksOf(app);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function stacksOf(app: App): SynthesizedStack[] {
  const stacks = app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
  for (const stack of stacks) stack.prepareStack();
  return stacks.map(validated);
}

/** One stack as Terraform reads it, with its validations. */
export function stackJson(stack: TerraformStack): SynthesizedStack {
  stack.prepareStack();
  return validated(stack);
}

function validated(stack: TerraformStack): SynthesizedStack {
  stack.runAllValidations();
  return { name: stack.node.id, json: stack.toTerraform() };
}
