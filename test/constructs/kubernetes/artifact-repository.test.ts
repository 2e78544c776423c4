import { namespaceRepository, teamRepository } from "../../../src/constructs/kubernetes/artifact-repository";
import type { Manifest } from "../../../src/constructs/kubernetes/manifest-bundle";
import { bucket } from "../build-component";

const repository = (manifest: Manifest) => Object.values(manifest.data as object).map((text) => JSON.parse(text));

test("with a key, workflows send it to the store's own address", () => {
  const store = { ...bucket("acme-pipelines"), endpoint: "http://object-store.foundation.svc.cluster.local:8333" };
  const manifest = namespaceRepository("model-delivery", "delivery", {
    bucket: store,
    keyFormat: "workflows/{{workflow.name}}",
    keySecret: "object-store-model-delivery-1",
  });
  expect(repository(manifest)).toEqual([
    {
      archiveLogs: true,
      s3: {
        bucket: "acme-pipelines",
        endpoint: "object-store.foundation.svc.cluster.local:8333",
        insecure: true,
        region: store.region,
        accessKeySecret: { name: "object-store-model-delivery-1", key: "AWS_ACCESS_KEY_ID" },
        secretKeySecret: { name: "object-store-model-delivery-1", key: "AWS_SECRET_ACCESS_KEY" },
        keyFormat: "workflows/{{workflow.name}}",
      },
    },
  ]);
});

test("an address with TLS stays encrypted", () => {
  const store = { ...bucket("acme-pipelines"), endpoint: "https://s3.example.com" };
  expect(repository(teamRepository("fraud", store, "key"))).toMatchObject([
    { s3: { endpoint: "s3.example.com", insecure: false } },
  ]);
});

test.each(["s3", "gs"] as const)("without a key, workflows use their identity on %s", (scheme) => {
  const text = JSON.stringify(teamRepository("fraud", bucket("acme-pipelines", scheme), undefined));
  expect(text).not.toContain("Secret");
});
