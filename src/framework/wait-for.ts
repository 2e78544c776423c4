import { Construct, dependable, TerraformResource } from "./terraform";

/**
 * Orders set-up, and the other way round teardown: every resource of `dependent` comes after every resource that the
 * parts hold by now. A part that exists already (`fromAttributes`) is there before anything, and needs no order.
 *
 * Constructs' own `node.addDependency` is no alternative: cdktf takes no notice of it.
 */
export function waitFor(dependent: Construct, ...parts: readonly object[]): void {
  const dependencies = parts.flatMap((part) => (Construct.isConstruct(part) ? resourcesOf(part) : []));
  for (const resource of resourcesOf(dependent)) {
    const names = dependencies.filter((dependency) => dependency !== resource).map(dependable);
    resource.dependsOn = [...(resource.dependsOn ?? []), ...names];
  }
}

function resourcesOf(construct: Construct): TerraformResource[] {
  return construct.node.findAll().filter((element) => TerraformResource.isTerraformResource(element));
}
