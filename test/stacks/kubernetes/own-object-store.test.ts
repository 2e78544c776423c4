import { inventory } from "../../../src/inventory/inventory";
import { ownedEntries } from "../../../src/stacks/owned-entries";
import { graphOf } from "../shipped";
import { manifestsOf, named, OWN, ownKey, resolved, uploadOf } from "./own-servers";

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
type Anything = any;

const environment = resolved({ objectStore: OWN.objectStore });
const graph = graphOf(environment);
const manifests = manifestsOf(graph);

test("an object store of your own replaces the embedded one, with its volume, its keys and its policies", () => {
  expect(JSON.stringify(graph.resources.map(({ body }) => body))).not.toContain("object-store.foundation");
  expect(manifests.filter(({ kind }) => kind === "StatefulSet").map(({ metadata }) => metadata.name)).toEqual([
    "postgres",
  ]);
  const names = (type: string) => graph.ofType(type).map(({ body }) => (body.metadata as Anything).name);
  expect(names("kubernetes_secret_v1")).toEqual(["postgres-admin", "oidc-client"]);
  expect(names("kubernetes_network_policy_v1")).not.toContain("allow-object-store");
});

test("each consumer gets the key that its owner put into the secret store, with the address of the store", () => {
  const { spec } = named(manifests, "ExternalSecret", "object-store-mlflow-1");
  expect(spec.data).toEqual([
    { secretKey: "id", remoteRef: { key: "object-store-mlflow", property: "access-key-id" } },
    { secretKey: "key", remoteRef: { key: "object-store-mlflow", property: "secret-access-key" } },
  ]);
  expect(spec.target.template.data).toEqual({
    AWS_ACCESS_KEY_ID: "{{ .id }}",
    AWS_SECRET_ACCESS_KEY: "{{ .key }}",
    AWS_ENDPOINT_URL: "https://s3.example.com:9000",
    AWS_REGION: "eu-central-1",
    AWS_DEFAULT_REGION: "eu-central-1",
  });
  expect(spec.target.template.metadata.annotations).toMatchObject({
    "serving.kserve.io/s3-endpoint": "s3.example.com:9000",
    "serving.kserve.io/s3-usehttps": "1",
    "serving.kserve.io/s3-region": "eu-central-1",
  });
});

test("a team's account may read the team's key only", () => {
  expect(named(manifests, "Role", "team-fraud").rules[0].resourceNames).toEqual(["object-store-team-fraud"]);
  expect(named(manifests, "ExternalSecret", "object-store-team-fraud").spec.data[0].remoteRef.key).toBe(
    "object-store-team-fraud",
  );
});

test.each([
  [
    "https://s3.example.com:9000",
    { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 9000 }] },
  ],
  ["https://s3.example.com", { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 443 }] }],
  ["http://10.0.0.9", { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 80 }] }],
  [
    "http://minio.storage.svc:9000",
    { to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "storage" } } }] },
  ],
])("a team's pods reach the store at %s", (endpoint, way) => {
  const own = manifestsOf(graphOf(resolved({ objectStore: { endpoint, region: "us-east-1" } })));
  const policy = own.find(({ metadata }) => metadata.name === "egress-object-store");
  expect(policy.spec.egress).toEqual([way]);
});

test("dumps of the embedded database go to your store, with a key of their own", () => {
  const upload = uploadOf(manifests);
  expect(upload.command[2]).toContain("aws:amz:eu-central-1:s3");
  expect(upload.command[2]).toContain("https://s3.example.com:9000/acme-dev-backups/postgres/");
  expect(upload.env).toEqual(ownKey("object-store-database-backup"));
});

test("the inventory lists the keys to create, with their permissions, and does not count the absent server", () => {
  expect(ownedEntries(environment)).toEqual([
    {
      name: "object-store-mlflow",
      purpose: "key for the object store: reads acme-dev-artifacts",
      properties: ["access-key-id", "secret-access-key"],
    },
    {
      name: "object-store-team-fraud",
      purpose: expect.stringContaining("reads and writes acme-dev-models/fraud/"),
      properties: ["access-key-id", "secret-access-key"],
    },
    {
      name: "object-store-database-backup",
      purpose:
        "key for the object store: reads and writes acme-dev-backups/postgres/, reads and writes acme-dev-backups/mysql/",
      properties: ["access-key-id", "secret-access-key"],
    },
  ]);
  expect(ownedEntries(resolved({}))).toEqual([]);
  const memory = (of: typeof environment) => inventory(of, []).requests.memoryMiB;
  expect(memory(resolved({})) - memory(environment)).toBe(512);
});

test("with a new revision, the pods read the key that you replaced", () => {
  const next = { ...environment, cloud: { ...environment.cloud, secretsRevision: 2 } };
  const names = manifestsOf(graphOf(next)).map(({ metadata }) => metadata.name);
  expect(names).toContain("object-store-mlflow-2");
});
