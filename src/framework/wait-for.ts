import { Construct } from "./terraform";

/**
 * Orders set-up, and the other way round teardown: `dependent` comes after each part that is made by this code. A part
 * that exists already (`fromAttributes`) is there before anything, and needs no order.
 */
export function waitFor(dependent: Construct, ...parts: readonly object[]): void {
  for (const part of parts) if (Construct.isConstruct(part)) dependent.node.addDependency(part);
}
