import { signedImages } from "../../../src/constructs/base/signed-images";
import type { Manifest } from "../../../src/constructs/kubernetes/manifest-bundle";
import { KEYLESS } from "./signature-props";

const only = (policy: Manifest) => JSON.parse(JSON.stringify(policy.spec)).rules[0];

test("images of the teams' registry need a signature, others are ignored", () => {
  const [verified] = only(signedImages(KEYLESS)).verifyImages;
  expect(verified.imageReferences).toEqual(["registry.example.com/acme/*"]);
  expect(verified.failureAction).toBe("Enforce");
  expect(signedImages(KEYLESS).spec).toMatchObject({ failurePolicy: "Fail" });
});

test("without a key, the signer is the workflow", () => {
  const [verified] = only(signedImages(KEYLESS)).verifyImages;
  expect(verified.attestors[0].entries[0]).toEqual({
    keyless: {
      issuer: "https://token.actions.githubusercontent.com",
      subject: KEYLESS.signer,
      rekor: { url: "https://rekor.sigstore.dev" },
    },
  });
});

test("with a key, no public log is used", () => {
  const [verified] = only(signedImages({ ...KEYLESS, signer: "awskms:///alias/signing" })).verifyImages;
  expect(verified.attestors[0].entries[0]).toEqual({
    keys: { kms: "awskms:///alias/signing", rekor: { ignoreTlog: true }, ctlog: { ignoreSCT: true } },
  });
});

test("outside production nothing is blocked or mutated", () => {
  const audit = { ...KEYLESS, action: "Audit" } as const;
  expect(signedImages(audit).spec).toMatchObject({ failurePolicy: "Ignore" });
  expect(only(signedImages(audit)).verifyImages[0]).toMatchObject({ failureAction: "Audit", mutateDigest: false });
});
