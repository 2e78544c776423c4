import { inventory } from "../../../src/inventory/inventory";
import { ownedEntries } from "../../../src/stacks/owned-entries";
import { graphOf } from "../shipped";
import { manifestsOf, named, OWN, resolved } from "./own-servers";

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
type Anything = any;

const AUTHORITY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const environment = resolved({ postgres: OWN.postgres });
const graph = graphOf(environment);
const manifests = manifestsOf(graph);

test("a PostgreSQL server of your own replaces the embedded one, with its volume, its dump and its password", () => {
  expect(JSON.stringify(graph.resources.map(({ body }) => body))).not.toContain("postgres.foundation");
  expect(named(manifests, "StatefulSet", "postgres")).toBeUndefined();
  expect(named(manifests, "CronJob", "postgres-backup")).toBeUndefined();
  const secrets = graph.ofType("kubernetes_secret_v1").map(({ body }) => (body.metadata as Anything).name);
  // Nothing uploads dumps either.
  expect(secrets).toEqual(["object-store-key-mlflow", "object-store-key-team-fraud", "oidc-client"]);
  const policies = graph.ofType("kubernetes_network_policy_v1").map(({ body }) => (body.metadata as Anything).name);
  expect(policies).not.toContain("allow-databases");
});

test("the job creates users and databases there, with the password that the owner put into the secret store", () => {
  const [container] = named(manifests, "Job", "database-setup").spec.template.spec.containers;
  expect(container.env).toEqual(
    expect.arrayContaining([
      { name: "PGHOST", value: "postgres.example.com" },
      { name: "PGPORT", value: "5432" },
      { name: "PGUSER", value: "mlops" },
      { name: "PGSSLMODE", value: "require" },
    ]),
  );
  const { data } = named(manifests, "ExternalSecret", "admin").spec;
  expect(data).toEqual([{ secretKey: "password", remoteRef: { key: "postgres-password", property: "value" } }]);
});

test("with its certificate authority, the job verifies the server before it logs in", () => {
  const verified = manifestsOf(graphOf(resolved({ postgres: { ...OWN.postgres, certificateAuthority: AUTHORITY } })));
  for (const kind of ["Job", "CronJob"]) {
    const { spec } = named(verified, kind, "database-setup");
    const pod = (kind === "Job" ? spec : spec.jobTemplate.spec).template.spec;
    expect(pod.containers[0].env).toEqual(
      expect.arrayContaining([
        { name: "PGSSLMODE", value: "verify-full" },
        { name: "PGSSLROOTCERT", value: "/authority/ca.crt" },
      ]),
    );
    expect(pod.containers[0].volumeMounts).toEqual([{ name: "authority", mountPath: "/authority", readOnly: true }]);
    expect(pod.volumes).toEqual([{ name: "authority", configMap: { name: "database-setup-authority" } }]);
  }
  expect(named(verified, "ConfigMap", "database-setup-authority").data).toEqual({ "ca.crt": AUTHORITY });
});

test("components connect to it", () => {
  const text = JSON.stringify(graph.ofType("helm_release").map(({ body }) => body.values));
  expect(text).toContain(String.raw`\"host\":\"postgres.example.com\"`);
});

test("the inventory lists its password, and does not count the absent server", () => {
  expect(ownedEntries(environment)).toEqual([
    { name: "postgres-password", purpose: "password of mlops on postgres.example.com", properties: ["value"] },
  ]);
  const memory = (of: typeof environment) => inventory(of, []).requests.memoryMiB;
  expect(memory(resolved({})) - memory(environment)).toBe(512);
});

test("a MySQL server of your own serves Kubeflow Pipelines in place of the embedded one", () => {
  const profile = "standard";
  const stateful = (all: Anything[]) =>
    all.flatMap(({ kind, metadata }) => (kind === "StatefulSet" && metadata.name === "mysql" ? [metadata] : []));
  expect(stateful(manifestsOf(graphOf(resolved({}, { profile }))))).toHaveLength(1);
  const own = resolved({ mysql: OWN.mysql }, { profile });
  const all = manifestsOf(graphOf(own));
  expect(stateful(all)).toEqual([]);
  const [container] = named(all, "Job", "mysql-setup").spec.template.spec.containers;
  expect(container.env).toEqual(
    expect.arrayContaining([
      { name: "DB_HOST", value: "mysql.example.com" },
      { name: "DB_PORT", value: "3307" },
      { name: "DB_USER", value: "mlops" },
    ]),
  );
  expect(named(all, "ExternalSecret", "mysql-admin").spec.data[0].remoteRef.key).toBe("mysql-password");
  expect(ownedEntries(own).map(({ name }) => name)).toContain("mysql-password");
  // PostgreSQL is still embedded: its dump is the only one.
  expect(all.filter(({ kind, metadata }) => kind === "CronJob" && metadata.name.endsWith("-backup"))).toHaveLength(1);
});
