import { Bucket } from "../../../src/constructs/google/bucket";
import { Key } from "../../../src/constructs/google/key";
import { KeyRing } from "../../../src/constructs/google/key-ring";
import { synthesizeConstruct } from "../synthesize-construct";

test("a key rotates every 90 days, can't be deleted, and only the named agents may use it", () => {
  const { only } = synthesizeConstruct((scope) => {
    const keyRing = new KeyRing(scope, "ring", { name: "acme", location: "us-central1" });
    new Key(scope, "key", {
      name: "storage",
      keyRing,
      projectNumber: "123456789012",
      usedBy: ["storage.googleapis.com"],
    });
  });
  expect(only("google_kms_crypto_key")).toMatchObject({
    rotation_period: "7776000s",
    lifecycle: { prevent_destroy: true },
  });
  expect(only("google_kms_crypto_key_iam_member")).toMatchObject({
    role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    member: "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
  });
});

test("resources encrypted with a key wait until its agent has access", () => {
  const { only } = synthesizeConstruct((scope) => {
    const keyRing = new KeyRing(scope, "ring", { name: "acme", location: "us-central1" });
    const own = new Key(scope, "key", {
      name: "storage",
      keyRing,
      projectNumber: "123456789012",
      usedBy: ["storage.googleapis.com"],
    });
    new Bucket(scope, "bucket", { name: "acme-models", region: "us-central1", key: own });
  });
  expect(only("google_storage_bucket").depends_on).toContainEqual(
    expect.stringContaining("google_kms_crypto_key_iam_member"),
  );
});
