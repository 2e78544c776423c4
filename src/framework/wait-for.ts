import { Construct, dependable, TerraformDataSource, TerraformResource } from "./terraform";

/**
 * Orders creation, and in reverse deletion: every resource of `dependent` comes after every resource that the parts
 * contain so far. An existing part (`fromAttributes`) needs no order.
 *
 * Constructs' own `node.addDependency` is not an alternative: cdktf ignores it.
 */
export function waitFor(dependent: Construct, ...parts: readonly object[]): void {
  const dependencies = parts.flatMap((part) => (Construct.isConstruct(part) ? resourcesOf(part) : []));
  for (const resource of resourcesOf(dependent)) {
    const names = dependencies.filter((dependency) => dependency !== resource).map(dependable);
    resource.dependsOn = [...(resource.dependsOn ?? []), ...names];
  }
}

function resourcesOf(construct: Construct): (TerraformResource | TerraformDataSource)[] {
  return construct.node
    .findAll()
    .filter(
      (element) => TerraformResource.isTerraformResource(element) || TerraformDataSource.isTerraformDataSource(element),
    );
}
