import { CATALOGUE, COMPONENT_NAMES } from "../../src/catalogue/catalogue";
import { COMPONENT_ROWS } from "../../src/stacks/platform/components/rows";
import { bodies, shippedGraph } from "./shipped";

test("a component gets a database exactly if the catalogue says that it needs the databases", () => {
  const needing = COMPONENT_NAMES.filter((name) => CATALOGUE[name].needs.includes("databases"));
  const having = COMPONENT_NAMES.filter((name) => COMPONENT_ROWS[name].postgres ?? COMPONENT_ROWS[name].mysql);
  expect(having).toEqual(needing);
  expect(having.length).toBeGreaterThan(1);
});

test.each(["aws", "google"] as const)(
  "on %s exactly the namespaces of components with a database user may read passwords of databases",
  (cloud) => {
    const graph = shippedGraph(cloud, "prod");
    const read = (kind: string) => JSON.parse(JSON.stringify(bodies(graph, `kubernetes/${kind}`)));
    const store = read("ClusterSecretStore").find(({ metadata }: Named) => metadata.name === "databases");
    const readers = read("ExternalSecret")
      .filter(({ spec }: Reader) => spec.secretStoreRef?.name === "databases")
      .map(({ metadata }: Named) => metadata.namespace);
    expect(readers).toContain("mlflow");
    expect([...store.spec.conditions[0].namespaces].sort()).toEqual([...new Set(readers)].sort());
  },
);

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

interface Reader {
  readonly spec: { readonly secretStoreRef?: { readonly name: string } };
}
