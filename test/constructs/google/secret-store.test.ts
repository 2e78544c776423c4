import { Key } from "../../../src/constructs/google/key";
import { SecretStore } from "../../../src/constructs/google/secret-store";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ id: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" });

test("entries of the secret store stay in their region and have no value in the code", () => {
  const { only, all } = synthesizeConstruct(
    (scope) =>
      new SecretStore(scope, "secrets", { prefix: "acme", region: "us-central1", entries: { fernet: "A key" }, key }),
  );
  expect(only("google_secret_manager_secret")).toMatchObject({
    secret_id: "acme-fernet",
    replication: { user_managed: { replicas: [expect.objectContaining({ location: "us-central1" })] } },
  });
  expect(all("google_secret_manager_secret_version")).toEqual([]);
});
