import { Kyverno } from "../../../src/constructs/base/kyverno";
import { buildComponent, IDENTITY } from "../build-component";

test("policies apply to teams' pods, but not to the platform's own", () => {
  const { manifest } = buildComponent(
    (scope) =>
      new Kyverno(scope, "k", {
        allowedRegistries: ["registry.example.com/"],
        signatures: { signer: "awskms:///alias/signing", registry: "registry.example.com", action: "Enforce" },
        identity: IDENTITY,
      }),
  );
  const policy = manifest("ValidatingPolicy", "allowed-registries").spec;
  expect(policy.validationActions).toEqual(["Deny"]);
  expect(policy.matchConstraints.namespaceSelector).toEqual({
    matchExpressions: [{ key: "mlops/team", operator: "Exists" }],
  });
  expect(policy.validations[0].expression).toContain('c.image.startsWith("registry.example.com/")');
});

test("pods of the platform start without Kyverno, pods of teams and models do not", () => {
  const { values } = buildComponent(
    (scope) =>
      new Kyverno(scope, "k", {
        allowedRegistries: [],
        signatures: { signer: "awskms:///alias/signing", registry: "registry.example.com", action: "Enforce" },
        identity: IDENTITY,
      }),
  );
  const [{ key, operator, values: left }] = values("kyverno").config.webhooks.namespaceSelector.matchExpressions;
  expect([key, operator]).toEqual(["kubernetes.io/metadata.name", "NotIn"]);
  expect(left).toEqual(expect.arrayContaining(["databases", "mlflow", "monitoring", "kube-system", "kyverno"]));
  expect(left).not.toContain("seldon-mesh");
});
