import { parseSigner } from "../../src/facts/signer";

test("a GitHub workflow signs without a key", () => {
  const address = "https://github.com/acme/ml-platform/.github/workflows/*@refs/heads/main";
  expect(parseSigner(address)).toEqual({ kind: "workflow", address });
});

test.each([
  ["aws", "awskms:///alias/models"],
  ["google", "gcpkms://projects/acme/locations/global/keyRings/models/cryptoKeys/release"],
  [undefined, "hashivault://models"],
] as const)("a key belongs to the cloud %s by its scheme: %s", (provider, reference) => {
  expect(parseSigner(reference)).toEqual({ kind: "key", reference, provider });
});
