import { layOut } from "../../../../src/review/report/html/graph-layout";

function part(name: string, ...uses: readonly string[]) {
  return { stack: "stack", name, resources: 1, failed: 0, uses };
}

function columns(layout: ReturnType<typeof layOut>): Record<string, number> {
  return Object.fromEntries(layout.nodes.map(({ part, column }) => [part.name, column]));
}

function edges(layout: ReturnType<typeof layOut>): string[] {
  return layout.edges.map(({ from, to }) => `${from.part.name} ${to.part.name}`).sort();
}

test("a part is to the left of its users", () => {
  const layout = layOut([part("database", "network", "key"), part("network", "key"), part("key")]);
  expect(columns(layout)).toEqual({ key: 0, network: 1, database: 2 });
});

test("a line that others imply is not drawn", () => {
  const layout = layOut([part("database", "network", "key"), part("network", "key"), part("key")]);
  expect(edges(layout)).toEqual(["key network", "network database"]);
});

test("parts without links are separate", () => {
  const layout = layOut([part("budget"), part("network", "key"), part("key")]);
  expect(layout.alone.map(({ name }) => name)).toEqual(["budget"]);
  expect(layout.nodes).toHaveLength(2);
});

test("a cycle terminates, with all of its lines", () => {
  const layout = layOut([part("a", "b"), part("b", "c"), part("c", "a"), part("d", "a")]);
  expect(layout.nodes).toHaveLength(4);
  expect(edges(layout)).toEqual(["a d", "b a", "a c", "c b"].sort());
});

test("no two boxes overlap", () => {
  const parts = Array.from({ length: 60 }, (_, index) =>
    part(`p${index}`, ...[index >> 1, index >> 2].filter((other) => other !== index).map((other) => `p${other}`)),
  );
  const places = layOut(parts).nodes.map(({ column, row }) => `${column} ${row}`);
  expect(new Set(places).size).toBe(60);
});

test("used parts that aren't shown are left out", () => {
  expect(layOut([part("a", "hidden")])).toEqual({ nodes: [], edges: [], alone: [part("a", "hidden")] });
});
