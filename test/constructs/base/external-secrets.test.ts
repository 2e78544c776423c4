import { ExternalSecrets } from "../../../src/constructs/base/external-secrets";
import { buildComponent, IDENTITY } from "../build-component";

test("secrets come from the cloud's store, read with an identity", () => {
  const { values, manifest } = buildComponent(
    (scope) => new ExternalSecrets(scope, "e", { identity: IDENTITY, provider: { gcpsm: { projectID: "p" } } }),
  );
  expect(values("external-secrets").serviceAccount).toEqual({ name: "account", annotations: IDENTITY.annotations });
  const { provider, conditions } = manifest("ClusterSecretStore").spec;
  expect(provider).toEqual({ gcpsm: { projectID: "p" } });
  // Editors of a team's namespace may create an ExternalSecret there.
  expect(conditions).toEqual([
    {
      namespaceSelector: {
        matchExpressions: [
          { key: "app.kubernetes.io/managed-by", operator: "In", values: ["mlops-constructs"] },
          { key: "mlops/team", operator: "DoesNotExist" },
        ],
      },
    },
  ]);
});
