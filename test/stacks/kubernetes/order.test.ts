import type { Resource } from "../../../src/review/model";
import { graphOf } from "../shipped";
import { declared, ENDPOINT } from "./with-models";

const graph = graphOf(declared({ profile: "standard" }, { endpoints: [ENDPOINT] }));

const foundation = graph.resources.filter(({ stack, mode }) => stack.endsWith("-foundation") && mode === "managed");

/** What a resource of the foundation waits for, directly or through others. */
function waitsFor(resource: Resource | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (each: Resource | undefined) => {
    const declared = Array.isArray(each?.body.depends_on) ? each.body.depends_on.map(String) : [];
    for (const address of declared.filter((name) => !found.has(name))) {
      found.add(address);
      visit(foundation.find((other) => other.address === address));
    }
  };
  visit(resource);
  return found;
}

const release = (name: string) =>
  foundation.find(({ type, body }) => type === "helm_release" && body.name === name) as Resource;

const secrets = foundation.filter(({ type }) => type === "kubernetes_secret_v1").map(({ address }) => address);
const ofSecrets = (name: RegExp) => secrets.filter((address) => name.test(address)).sort();

test("the namespace of the foundation is created before anything in it, and deleted last", () => {
  const [namespace] = foundation.filter(({ type }) => type === "kubernetes_namespace_v1");
  const inside = foundation.filter(({ type }) => ["helm_release", "kubernetes_secret_v1"].includes(type));
  expect(inside.length).toBeGreaterThan(10);
  const early = inside.filter((each) => !waitsFor(each).has(String(namespace?.address)));
  expect(early.map(({ address }) => address)).toEqual([]);
});

test("the object store starts with every key: it reads them once", () => {
  const waits = waitsFor(release("object-store"));
  expect(ofSecrets(/\.key-/).length).toBeGreaterThan(5);
  expect(ofSecrets(/\.key-/).filter((address) => !waits.has(address))).toEqual([]);
});

test.each([
  ["postgres", /\.database_admin/],
  ["mysql", /\.pipelines-database_admin/],
])("the server %s starts with its password, and its first dump has a key", (name, password) => {
  const waits = waitsFor(release(name));
  const needed = [...ofSecrets(password), ...ofSecrets(/\.key-database-backup/)];
  expect(needed).toHaveLength(2);
  expect(needed.filter((address) => !waits.has(address))).toEqual([]);
});
