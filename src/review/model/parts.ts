import type { ResourceGraph } from "./graph";
import type { Resource } from "./resource";

/** A part of a stack: the resources of one construct, or, without constructs, of one module or type. */
export interface Part {
  readonly stack: string;
  readonly name: string;
  /** Number of its resources. */
  readonly resources: number;
  /** Number of findings on them. */
  readonly failed: number;
  /** Other parts of the stack that it refers to or depends on, by name. */
  readonly uses: readonly string[];
}

type Place = Pick<Resource, "stack" | "address">;

/**
 * The parts of the stacks and their dependencies: a few dozen parts for hundreds of resources.
 * @param failed locations of the findings
 */
export function partsOf(graph: ResourceGraph, failed: readonly Place[]): Part[] {
  const faults = new Map<string, number>();
  for (const place of failed) faults.set(key(place), (faults.get(key(place)) ?? 0) + 1);
  return graph.stacks.flatMap(({ name: stack, resources }) => {
    const managed = resources.filter(({ mode }) => mode === "managed");
    const byAddress = new Map(managed.map((resource) => [resource.address, resource]));
    const parts = new Map<string, { resources: number; failed: number; uses: Set<string> }>();
    for (const resource of managed) {
      const name = partOf(resource);
      const part = parts.get(name) ?? { resources: 0, failed: 0, uses: new Set() };
      part.resources += 1;
      part.failed += faults.get(key(resource)) ?? 0;
      for (const target of [...graph.references(resource), ...waitsFor(resource, byAddress)]) {
        if (target.mode === "managed") part.uses.add(partOf(target));
      }
      part.uses.delete(name);
      parts.set(name, part);
    }
    return [...parts].map(([name, { uses, ...counts }]) => ({ stack, name, ...counts, uses: [...uses].sort() }));
  });
}

/** `network` for `aws-prod-foundation/network/vpc`. */
function partOf({ constructPath, address, type }: Resource): string {
  return constructPath?.split("/")[1] ?? /^module\.[\w-]+/.exec(address)?.[0] ?? type;
}

/** `depends_on` contains plain addresses, not expressions. */
function waitsFor({ body }: Resource, byAddress: ReadonlyMap<string, Resource>): Resource[] {
  const addresses = Array.isArray(body.depends_on) ? body.depends_on : [];
  return addresses.flatMap((address) => (typeof address === "string" ? (byAddress.get(address) ?? []) : []));
}

function key({ stack, address }: Place): string {
  return JSON.stringify([stack, address]);
}
