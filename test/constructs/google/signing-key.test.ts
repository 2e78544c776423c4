import { WorkloadIdentity } from "../../../src/constructs/google";
import { SigningKey } from "../../../src/constructs/google/signing-key";
import { synthesizeConstruct } from "../synthesize-construct";

const KEY = "projects/acme-ml/locations/europe-west1/keyRings/signing/cryptoKeys/models";

function granted(grant: "grantVerify" | "grantSign") {
  const { all } = synthesizeConstruct((scope) => {
    const identity = new WorkloadIdentity(scope, "identity", {
      name: "acme-kyverno",
      cluster: { name: "acme", projectId: "acme-ml" },
      namespace: "kyverno",
      serviceAccount: "kyverno-admission-controller",
    });
    SigningKey.fromReference(`gcpkms://${KEY}/versions/1`)[grant](identity);
  });
  return all("google_kms_crypto_key_iam_member");
}

test("verification reads the public key, and can't sign", () => {
  const roles = granted("grantVerify").map(({ role }) => role);
  expect(roles).toEqual(["roles/cloudkms.viewer", "roles/cloudkms.publicKeyViewer"]);
  expect(granted("grantSign").map(({ role }) => role)).toEqual([...roles, "roles/cloudkms.signer"]);
  for (const { crypto_key_id } of granted("grantSign")) expect(crypto_key_id).toBe(KEY);
});

test.each(["awskms:///alias/models", "gcpkms://projects/acme-ml/locations/europe-west1"])(
  "%s is rejected",
  (reference) => {
    expect(() => SigningKey.fromReference(reference)).toThrow("gcpkms://projects/");
  },
);
