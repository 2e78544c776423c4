import type { Environment } from "../environment/environment";
import { environmentId } from "../environment/names";

/** The stacks of an environment, in deployment order. */
const STACK_NAMES = ["bootstrap", "foundation", "platform", "models"] as const;

export type StackName = (typeof STACK_NAMES)[number];

/** `<cloud>-<environment>-<stack>`, the name on the command line: `cdktf deploy 'aws-dev-*'`. */
export function stackId(environment: Environment, name: StackName): string {
  return `${environmentId(environment)}-${name}`;
}

/** The parts of a stack's id; `undefined` for names of another form. */
export function parseStackId(id: string): { readonly environmentId: string; readonly stack: StackName } | undefined {
  const stack = STACK_NAMES.find((name) => id.endsWith(`-${name}`));
  return stack && { environmentId: id.slice(0, -stack.length - 1), stack };
}
