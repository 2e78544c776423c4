import { signedModels } from "../../../src/constructs/models/signed-models";
import { KEYLESS } from "../base/signature-props";

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
