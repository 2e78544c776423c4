import { type SignaturePoliciesProps, signedImages } from "../../../src/constructs/base/signed-images";
import type { Manifest } from "../../../src/constructs/kubernetes/manifest-bundle";
import { signedModels } from "../../../src/constructs/models/signed-models";

const KEYLESS: SignaturePoliciesProps = {
  signer: "https://github.com/acme/ml-platform/.github/workflows/*@refs/heads/main",
  registry: "registry.example.com/acme",
  action: "Enforce",
};

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

test("the endpoint's statement must describe the model that it loads", () => {
  const { rules } = JSON.parse(JSON.stringify(signedModels(KEYLESS).spec));
  const [named, rule] = rules;
  // Kyverno verifies the images that it finds; another rule requires that there is one.
  expect(named.validate.pattern.metadata.annotations).toEqual({ "mlops/provenance": "*@sha256:*" });
  expect(rule.imageExtractors.InferenceService).toEqual([
    { name: "provenance", path: "/metadata/annotations", value: "mlops/provenance" },
  ]);
  const [{ conditions }] = rule.verifyImages[0].attestations;
  expect(conditions[0].all[0]).toMatchObject({
    key: "{{ buildDefinition.externalParameters.model.uri }}",
    operator: "Equals",
    value: "{{ request.object.spec.predictor.model.storageUri || '' }}",
  });
});

test("an endpoint is checked only when its model or its statement changes: a rollback doesn't wait for a registry", () => {
  const { rules } = JSON.parse(JSON.stringify(signedModels(KEYLESS).spec));
  for (const { preconditions } of rules) {
    for (const { key, operator, value } of preconditions.any) {
      expect(operator).toBe("NotEquals");
      expect(value).toBe(key.replace("request.object", "request.oldObject"));
    }
  }
});

test("outside production nothing is blocked or mutated", () => {
  const audit = { ...KEYLESS, action: "Audit" } as const;
  expect(signedImages(audit).spec).toMatchObject({ failurePolicy: "Ignore" });
  expect(only(signedImages(audit)).verifyImages[0]).toMatchObject({ failureAction: "Audit", mutateDigest: false });
});

test("models on Seldon Core are checked as well, in the namespace of its servers", () => {
  const policy = signedModels(KEYLESS, "seldon-core");
  const [named, rule] = JSON.parse(JSON.stringify(policy.spec)).rules;
  expect(policy.metadata.name).not.toBe(signedModels(KEYLESS).metadata.name);
  for (const { match } of [named, rule]) {
    expect(match.any).toEqual([
      { resources: { kinds: ["mlops.seldon.io/v1alpha1/Model"], namespaces: ["seldon-mesh"] } },
    ]);
  }
  expect(rule.imageExtractors).toHaveProperty("Model");
  expect(rule.verifyImages[0].attestations[0].conditions[0].all[0].value).toBe(
    "{{ request.object.spec.storageUri || '' }}",
  );
});
