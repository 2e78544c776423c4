import fc from "fast-check";
import type { KubernetesEnvironment, OwnServers } from "../../src/environment/environment";
import { ownedEntries } from "../../src/stacks/owned-entries";
import { SECRET_ENTRIES } from "../../src/stacks/secret-entries";
import { manifestsOf, OWN, resolved } from "../stacks/kubernetes/own-servers";
import { ENDPOINT } from "../stacks/kubernetes/with-models";
import { graphOf } from "../stacks/shipped";

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
type Anything = any;

type Server = keyof typeof OWN;

const SERVERS = Object.keys(OWN) as Server[];

/** Names of the embedded servers that an owner's replaces. */
const REPLACED: Readonly<Partial<Record<Server, string>>> = {
  objectStore: "object-store",
  postgres: "postgres",
  mysql: "mysql",
};

/** With alerts, models and their delivery, which read most of the secrets. */
function environmentWith(servers: readonly Server[]): KubernetesEnvironment {
  return resolved(
    Object.fromEntries(servers.map((name) => [name, OWN[name]])) as OwnServers,
    { profile: "standard", alerts: { critical: { webhook: true }, warning: { webhook: true } } },
    { deliveryImage: `sha256:${"0".repeat(64)}`, endpoints: [ENDPOINT] },
  );
}

/** Everything that is installed, and what can be read from secrets. */
function build(servers: readonly Server[]) {
  const environment = environmentWith(servers);
  const graph = graphOf(environment);
  const manifests = manifestsOf(graph);
  const generated = graph.ofType("kubernetes_secret_v1").map(({ body }) => (body.metadata as Anything).name as string);
  const owned = ownedEntries(environment);
  return { graph, manifests, generated, owned, text: JSON.stringify(graph.resources.map(({ body }) => body)) };
}

function expectComplete(servers: readonly Server[]): void {
  const { manifests, generated, owned, text } = build(servers);
  for (const server of servers) {
    const embedded = REPLACED[server];
    if (embedded === undefined) continue;
    expect(text).not.toContain(`${embedded}.foundation`);
    expect(manifests.filter(({ kind, metadata }) => kind === "StatefulSet" && metadata.name === embedded)).toEqual([]);
  }
  const stores = manifests.filter(({ kind }) => kind === "ClusterSecretStore" || kind === "SecretStore");
  const copies = manifests
    .filter(({ kind, metadata }) => kind === "ExternalSecret" && metadata.namespace === "foundation")
    .map(({ metadata }) => metadata.name);
  for (const { metadata, spec } of manifests.filter(({ kind }) => kind === "ExternalSecret")) {
    for (const { remoteRef, sourceRef } of spec.data ?? []) {
      const { kind, name } = sourceRef?.storeRef ?? spec.secretStoreRef;
      const store = stores.find(
        (each) =>
          each.kind === kind &&
          each.metadata.name === name &&
          (kind === "ClusterSecretStore" || each.metadata.namespace === metadata.namespace),
      );
      expect(store).toBeDefined();
      // The users of databases have a store of their own.
      if (name === "databases") continue;
      const inFoundation = store.spec.provider.kubernetes?.remoteNamespace === "foundation";
      const listed = owned.filter((entry) => entry.name === remoteRef.key);
      const properties = listed.flatMap((entry) => entry.properties ?? []);
      const known =
        (inFoundation && generated.includes(remoteRef.key) && remoteRef.property === "value") ||
        (inFoundation && copies.includes(remoteRef.key)) ||
        properties.includes(remoteRef.property);
      expect([known, `${metadata.namespace}/${metadata.name} reads ${remoteRef.key}`]).toEqual([
        true,
        expect.anything(),
      ]);
    }
  }
}

test.each(SERVERS)(
  "with %s of the owner alone, nothing refers to what is absent, and every secret is known",
  (server) => {
    expectComplete([server]);
  },
);

test("with every server of the owner at once, the cluster runs none of its own", () => {
  expectComplete(SERVERS);
  const { manifests, generated } = build(SERVERS);
  const pods = manifests.filter(({ kind }) => ["StatefulSet", "Deployment", "CronJob"].includes(kind));
  expect(pods.filter(({ metadata }) => metadata.namespace === "foundation")).toEqual([]);
  // The sign-on is the only one that is still embedded.
  expect(generated).toEqual(["oidc-client"]);
});

test("any combination of them is complete", () => {
  fc.assert(fc.property(fc.subarray(SERVERS), expectComplete), { numRuns: 12 });
});

test("entries have the same names as on the clouds", () => {
  const names = ownedEntries(environmentWith([])).map(({ name }) => name);
  expect(names.filter((name) => !name.startsWith("alert-") && !(name in SECRET_ENTRIES))).toEqual([]);
});
