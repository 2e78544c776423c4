import { ArgoCd } from "../../../src/constructs/delivery/argo-cd";
import { buildComponent, DOMAIN, SIGN_ON } from "../build-component";

test("a team's project in Argo CD only deploys to its own namespace", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new ArgoCd(scope, "a", {
        domain: DOMAIN,
        signOn: SIGN_ON,
        teams: [{ name: "fraud", groups: ["fraud-team"] }],
        repositories: ["https://github.com/acme/*"],
      }),
  );
  expect(manifest("AppProject").spec).toMatchObject({
    sourceRepos: ["https://github.com/acme/*"],
    destinations: [{ server: "https://kubernetes.default.svc", namespace: "fraud" }],
    clusterResourceWhitelist: [],
    // Kinds that limit the team, route the traffic of others, or act on the models of others.
    namespaceResourceBlacklist: expect.arrayContaining([
      { group: "", kind: "ResourceQuota" },
      { group: "networking.k8s.io", kind: "NetworkPolicy" },
      { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
      { group: "networking.istio.io", kind: "*" },
      { group: "monitoring.coreos.com", kind: "*" },
      { group: "networking.k8s.io", kind: "Ingress" },
    ]),
  });
  expect(values("argo-cd").configs).toMatchObject({
    cm: { "admin.enabled": false, "oidc.config": expect.stringContaining("$argocd-oidc:clientSecret") },
    rbac: { "policy.default": "role:readonly", "policy.csv": "g, admins, role:admin" },
  });
});

describe("Argo CD sends notifications of deployments", () => {
  const argoCd = (events?: string) =>
    buildComponent(
      (scope) =>
        new ArgoCd(scope, "a", {
          domain: DOMAIN,
          signOn: SIGN_ON,
          teams: [],
          repositories: [],
          ...(events !== undefined && { events }),
        }),
    );

  test("to the address for events, with a token that Kubernetes keeps and its settings only reference", () => {
    const { values, manifest } = argoCd("http://workflows/api/v1/events/model-delivery");
    const { notifications } = values("argo-cd");
    expect(notifications).toMatchObject({
      enabled: true,
      secret: { create: false, name: "argocd-notifications-secret" },
      resources: { requests: { memory: "192Mi" } },
    });
    expect(notifications.notifiers["service.webhook.model-release"]).toContain("Bearer $token");
    expect(manifest("Secret", "argocd-notifications-secret")).toMatchObject({
      type: "kubernetes.io/service-account-token",
      metadata: { annotations: { "kubernetes.io/service-account.name": "argocd-events" } },
    });
    expect(manifest("ServiceAccount", "argocd-events")).toMatchObject({ automountServiceAccountToken: false });
  });

  test("or to no address, and doesn't run the controller", () => {
    const { component, values, kinds } = argoCd();
    expect(values("argo-cd").notifications).toEqual({ enabled: false });
    expect(kinds).not.toContain("Secret");
    expect(component.workloads.map(({ name }) => name)).not.toContain("argo-cd-argocd-notifications-controller");
  });
});

test("an identity provider behind the entry gateway is found by every pod, and trusted by the server", () => {
  const behindGateway = { host: "dex.ml.localhost", address: "10.0.0.7", issuer: "platform-authority" };
  const { values, manifest } = buildComponent(
    (scope) =>
      new ArgoCd(scope, "a", {
        domain: DOMAIN,
        signOn: { ...SIGN_ON, behindGateway },
        teams: [],
        repositories: [],
      }),
  );
  const { global, server } = values("argo-cd");
  expect(global.hostAliases).toEqual([{ ip: "10.0.0.7", hostnames: ["dex.ml.localhost"] }]);
  expect(server.env).toEqual([{ name: "SSL_CERT_DIR", value: server.volumeMounts[0].mountPath }]);
  expect(manifest("Certificate").spec.secretName).toBe(server.volumes[0].secret.secretName);
});
