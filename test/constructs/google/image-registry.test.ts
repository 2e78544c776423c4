import { ImageRegistry } from "../../../src/constructs/google/image-registry";
import { Key } from "../../../src/constructs/google/key";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ id: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" });

test("images are scanned, can't be overwritten, and the registry can't be deleted", () => {
  const { only } = synthesizeConstruct(
    (scope) => new ImageRegistry(scope, "registry", { name: "acme", projectId: "p", region: "us-central1", key }),
  );
  expect(only("google_artifact_registry_repository")).toMatchObject({
    format: "DOCKER",
    kms_key_name: key.id,
    docker_config: { immutable_tags: true },
    vulnerability_scanning_config: { enablement_config: "INHERITED" },
    lifecycle: { prevent_destroy: true },
  });
});
