import type { ReviewResult } from "../../result";

type Part = ReviewResult["parts"][number];

/** A part's position: in the column to the right of everything that it uses. */
export interface Node {
  readonly part: Part;
  readonly column: number;
  readonly row: number;
}

export interface GraphLayout {
  readonly nodes: readonly Node[];
  /** Edges from a part to its users, without those implied by others. */
  readonly edges: readonly { readonly from: Node; readonly to: Node }[];
  /** Parts without edges. */
  readonly alone: readonly Part[];
}

/** Arranges the parts of a stack in columns, each to the left of its users. */
export function layOut(parts: readonly Part[]): GraphLayout {
  const names = new Set(parts.map(({ name }) => name));
  const uses = new Map(parts.map((part) => [part.name, part.uses.filter((name) => names.has(name))]));
  const used = new Set([...uses.values()].flat());
  const linked = parts.filter(({ name }) => used.has(name) || uses.get(name)?.length);
  const columns = columnsOf(uses);
  const direct = withoutImplied(uses, columns);
  const nodes = placed(linked, direct, columns);
  const byName = new Map(nodes.map((node) => [node.part.name, node]));
  const edges = nodes.flatMap((to) =>
    (direct.get(to.part.name) ?? []).flatMap((name) => {
      const from = byName.get(name);
      return from ? [{ from, to }] : [];
    }),
  );
  return { nodes, edges, alone: parts.filter((part) => !linked.includes(part)) };
}

type Uses = ReadonlyMap<string, readonly string[]>;

/** One more than the highest column of what it uses; a part that is met again is part of a cycle and doesn't count. */
function columnsOf(uses: Uses): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  const met = new Set<string>();
  const columnOf = (name: string): number => {
    const known = columns.get(name);
    if (known !== undefined || met.has(name)) return known ?? -1;
    met.add(name);
    const column = 1 + Math.max(-1, ...(uses.get(name) ?? []).map(columnOf));
    columns.set(name, column);
    return column;
  };
  for (const name of uses.keys()) columnOf(name);
  return columns;
}

/** Leaves out edges that are implied by a longer path, to keep the graph readable. */
function withoutImplied(uses: Uses, columns: ReadonlyMap<string, number>): Uses {
  const reached = new Map<string, ReadonlySet<string>>();
  const column = (name: string) => columns.get(name) ?? 0;
  const before = (name: string) => (uses.get(name) ?? []).filter((other) => column(other) < column(name));
  for (const name of [...uses.keys()].sort((left, right) => column(left) - column(right))) {
    reached.set(name, new Set(before(name).flatMap((other) => [other, ...(reached.get(other) ?? [])])));
  }
  return new Map(
    [...uses].map(([name, all]) => {
      const implied = new Set(before(name).flatMap((other) => [...(reached.get(other) ?? [])]));
      return [name, all.filter((other) => !implied.has(other))];
    }),
  );
}

/** Rows follow those of the parts used, so that lines rarely cross. */
function placed(parts: readonly Part[], uses: Uses, columns: ReadonlyMap<string, number>): Node[] {
  const rows = new Map<string, number>();
  const nodes: Node[] = [];
  const last = Math.max(-1, ...columns.values());
  for (let column = 0; column <= last; column += 1) {
    parts
      .filter(({ name }) => columns.get(name) === column)
      .map((part) => ({ part, height: mean((uses.get(part.name) ?? []).flatMap((name) => rows.get(name) ?? [])) }))
      .sort((left, right) => left.height - right.height)
      .forEach(({ part }, row) => {
        rows.set(part.name, row);
        nodes.push({ part, column, row });
      });
  }
  return nodes;
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
