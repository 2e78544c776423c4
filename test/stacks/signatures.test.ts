import type { Environment } from "../../src/environment/environment";
import { type Cloud, graphOf, shipped } from "./shipped";

describe.each<readonly [Cloud, string, string]>([
  ["aws", "awskms:///alias/models", "aws_iam_role_policy"],
  [
    "google",
    "gcpkms://projects/acme-ml/locations/europe-west1/keyRings/signing/cryptoKeys/models",
    "google_kms_crypto_key_iam_member",
  ],
])("a key that signs, on %s", (cloud, signer, type) => {
  const environment = shipped(cloud, "prod");
  const users = (changed: Environment, right: RegExp) =>
    graphOf(changed)
      .ofType(type)
      .filter(({ stack, body }) => stack === `${cloud}-prod-foundation` && right.test(JSON.stringify(body)))
      .map(({ address }) => /(?:[a-z]+_)*?([a-z-]+)-identity/.exec(address)?.[1])
      .sort();
  const withKey = (): Environment => {
    if (!environment.models) throw new Error("prod serves nothing");
    return { ...environment, models: { ...environment.models, signer } };
  };
  const read = /kms:GetPublicKey|cloudkms.publicKeyViewer/;
  const sign = /kms:Sign|cloudkms.signer/;

  test("is readable for verification, and only the pipelines of teams sign with it", () => {
    const teams = (environment.platform?.teams ?? []).map(({ name }) => `team-${name}`);
    expect(users(withKey(), sign)).toEqual([...teams].sort());
    expect(users(withKey(), read)).toEqual(["kyverno", "model-delivery", ...teams].sort());
  });

  test("is not used if workflows sign", () => {
    expect(users(environment, read)).toEqual([]);
  });
});
