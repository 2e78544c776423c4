import { ownedEntries } from "../../../src/stacks/owned-entries";
import { OIDC } from "../../environment/valid-environments";
import { graphOf } from "../shipped";
import { manifestsOf, named, OWN, resolved } from "./own-servers";

const { secretStore, objectStore, postgres } = OWN;

test("External Secrets reads your store, and what the platform generates in a store of its own", () => {
  const manifests = manifestsOf(graphOf(resolved({ secretStore })));
  expect(named(manifests, "ClusterSecretStore", "cloud").spec.provider).toEqual(secretStore.provider);
  const { spec } = named(manifests, "ClusterSecretStore", "foundation");
  expect(spec.provider.kubernetes.remoteNamespace).toBe("foundation");
  // Teams may use neither.
  expect(spec.conditions).toEqual(named(manifests, "ClusterSecretStore", "cloud").spec.conditions);
  const generated = { sourceRef: { storeRef: { kind: "ClusterSecretStore", name: "foundation" } } };
  expect(named(manifests, "ExternalSecret", "admin").spec.data).toEqual([
    { secretKey: "password", remoteRef: { key: "postgres-admin", property: "value" }, ...generated },
  ]);
  for (const namespace of ["dex", "entry"])
    expect(named(manifests, "ExternalSecret", "oidc-client", namespace).spec.data[0]).toMatchObject(generated);
  expect(named(manifests, "ExternalSecret", "object-store-mlflow-1").spec.data[0]).toMatchObject(generated);
});

test("entries that you set are in your store only, with its prefix and property", () => {
  const environment = resolved({ secretStore, postgres }, { oidc: OIDC });
  const manifests = manifestsOf(graphOf(environment));
  expect(named(manifests, "ExternalSecret", "admin").spec.data).toEqual([
    { secretKey: "password", remoteRef: { key: "mlops/dev/postgres-password", property: "value" } },
  ]);
  expect(named(manifests, "ExternalSecret", "oidc-client", "entry").spec.data).toEqual([
    { secretKey: "client-secret", remoteRef: { key: "mlops/dev/oidc-client", property: "value" } },
  ]);
  expect(ownedEntries(environment).map(({ name, properties }) => [name, properties])).toEqual([
    ["mlops/dev/oidc-client", ["value"]],
    ["mlops/dev/postgres-password", ["value"]],
  ]);
});

test("without a property, an entry is its value", () => {
  const { provider } = secretStore;
  const environment = resolved({ secretStore: { provider }, postgres });
  const { data } = named(manifestsOf(graphOf(environment)), "ExternalSecret", "admin").spec;
  expect(data).toEqual([{ secretKey: "password", remoteRef: { key: "postgres-password" } }]);
  expect(ownedEntries(environment)).toEqual([
    { name: "postgres-password", purpose: "password of mlops on postgres.example.com" },
  ]);
});

test("keys of teams and of dumps are copied from your store to where their readers may read them, by name", () => {
  const graph = graphOf(resolved({ secretStore, objectStore }));
  const manifests = manifestsOf(graph);
  for (const name of ["object-store-team-fraud", "object-store-database-backup"]) {
    const { spec } = named(manifests, "ExternalSecret", name, "foundation");
    expect(spec.secretStoreRef).toEqual({ kind: "ClusterSecretStore", name: "cloud" });
    expect(spec.data).toEqual([
      { secretKey: "access-key-id", remoteRef: { key: `mlops/dev/${name}`, property: "access-key-id" } },
      { secretKey: "secret-access-key", remoteRef: { key: `mlops/dev/${name}`, property: "secret-access-key" } },
    ]);
  }
  const { spec } = named(manifests, "ExternalSecret", "object-store-team-fraud", "fraud");
  expect(spec.secretStoreRef.kind).toBe("SecretStore");
  expect(spec.data[0].remoteRef).toEqual({ key: "object-store-team-fraud", property: "access-key-id" });
  const [team] = graph.ofType("helm_release").filter(({ name }) => name.startsWith("team-fraud-keys"));
  expect(team?.body.depends_on).toEqual(expect.arrayContaining([expect.stringMatching(/^helm_release\.key-copies/)]));
});
