import { CertManager } from "../../../src/constructs/base/cert-manager";
import { buildComponent, IDENTITY } from "../build-component";

test("certificates use DNS challenges, with an identity that may write to the zone", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new CertManager(scope, "c", {
        identity: IDENTITY,
        solver: { route53: { region: "us-east-1" } },
        email: "ml@example.com",
      }),
  );
  expect(values("cert-manager")).toMatchObject({
    crds: { enabled: true, keep: true },
    replicaCount: 2,
    webhook: { replicaCount: 3 },
    serviceAccount: { name: "account", annotations: IDENTITY.annotations },
  });
  expect(manifest("ClusterIssuer").spec.acme).toMatchObject({
    email: "ml@example.com",
    solvers: [{ dns01: { route53: { region: "us-east-1" } } }],
  });
});

test("cert-manager in development has one replica, and may be down", () => {
  const { values } = buildComponent(
    (scope) =>
      new CertManager(scope, "c", { identity: IDENTITY, solver: {}, email: "ml@example.com", highlyAvailable: false }),
  );
  expect(values("cert-manager")).toMatchObject({
    replicaCount: 1,
    podDisruptionBudget: { enabled: false },
    webhook: { replicaCount: 1 },
  });
});
