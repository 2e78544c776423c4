import { ownedEntries } from "../../../src/stacks/owned-entries";
import { graphOf } from "../shipped";
import { manifestsOf, named, OWN, ownKey, resolved, uploadOf } from "./own-servers";

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
type Anything = any;

const environment = resolved({ backup: OWN.backup });
const graph = graphOf(environment);
const manifests: Anything[] = manifestsOf(graph);

test("dumps leave the cluster: they go to your bucket, with a key of yours", () => {
  const upload = uploadOf(manifests);
  expect(upload.command[2]).toContain("aws:amz:eu-west-1:s3");
  expect(upload.command[2]).toContain("https://backup.example.com/acme-dumps/postgres/");
  expect(upload.env).toEqual(ownKey("backup-store"));
  expect(ownedEntries(environment)).toEqual([
    {
      name: "backup-store",
      purpose: "key for the object store: reads and writes acme-dumps/postgres/, reads and writes acme-dumps/mysql/",
      properties: ["access-key-id", "secret-access-key"],
    },
  ]);
});

test("the embedded object store keeps every other bucket, and generates no key for dumps", () => {
  const store = named(manifests, "StatefulSet", "object-store");
  const [container] = store.spec.template.spec.containers;
  expect(container.args).toContain(
    "-bucket=acme-dev-artifacts,acme-dev-datasets,acme-dev-pipelines,acme-dev-models,acme-dev-logs",
  );
  const secrets = graph.ofType("kubernetes_secret_v1").map(({ body }) => (body.metadata as Anything).name);
  expect(secrets).not.toContain("object-store-key-database-backup");
});
