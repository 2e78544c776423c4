import { ArgoWorkflows } from "../../../src/constructs/delivery/argo-workflows";
import type { ProviderBehindGateway } from "../../../src/constructs/delivery/provider-behind-gateway";
import { bucket, buildComponent, DOMAIN, SIGN_ON } from "../build-component";

test.each([
  ["s3", { s3: expect.objectContaining({ bucket: "acme-pipelines", useSDKCreds: true }) }],
  ["gs", { gcs: expect.objectContaining({ bucket: "acme-pipelines" }) }],
] as const)("workflows keep artifacts and logs in a %s bucket, without keys", (scheme, expected) => {
  const { values } = buildComponent(
    (scope) =>
      new ArgoWorkflows(scope, "w", { domain: DOMAIN, signOn: SIGN_ON, artifacts: bucket("acme-pipelines", scheme) }),
  );
  expect(values("argo-workflows")).toMatchObject({
    useStaticCredentials: false,
    artifactRepository: { archiveLogs: true, ...expected },
  });
  expect(JSON.stringify(values("argo-workflows"))).not.toMatch(/accessKeySecret|serviceAccountKeySecret/);
});

test("there is no common repository in a store that requires a key: each namespace has its own", () => {
  const artifacts = { ...bucket("acme-pipelines"), requiresKey: true as const };
  const { values } = buildComponent(
    (scope) => new ArgoWorkflows(scope, "w", { domain: DOMAIN, signOn: SIGN_ON, artifacts }),
  );
  expect(values("argo-workflows").artifactRepository).toEqual({ archiveLogs: true });
});

test("on Google the key of a workflow's artifacts survives the chart's own templates", () => {
  const values = buildComponent(
    (scope) =>
      new ArgoWorkflows(scope, "a", {
        artifacts: bucket("acme-pipelines", "gs"),
        domain: DOMAIN,
        signOn: SIGN_ON,
      }),
  ).values("argo-workflows");
  expect(values.artifactRepository.gcs.keyFormat).toBe(
    "{{`workflows/{{workflow.namespace}}/{{workflow.name}}/{{pod.name}}`}}",
  );
});

test("pods of failed steps stay for a week, as long as their workflow: argo logs reads only existing pods", () => {
  const { values } = buildComponent(
    (scope) => new ArgoWorkflows(scope, "w", { domain: DOMAIN, signOn: SIGN_ON, artifacts: bucket("acme-pipelines") }),
  );
  expect(values("argo-workflows").controller.workflowDefaults.spec).toMatchObject({
    podGC: { strategy: "OnPodSuccess" },
    ttlStrategy: { secondsAfterCompletion: 7 * 24 * 3600 },
  });
});

test("the server reads its client's secret and the tokens of its users, and no other secret of the cluster", () => {
  const { values } = buildComponent(
    (scope) => new ArgoWorkflows(scope, "w", { domain: DOMAIN, signOn: SIGN_ON, artifacts: bucket("acme-pipelines") }),
  );
  expect(values("argo-workflows").server.sso.rbac).toEqual({
    enabled: true,
    secretWhitelist: [
      "workflows-oidc",
      "workflows-admin.service-account-token",
      "workflows-reader.service-account-token",
      "workflows-team.service-account-token",
    ],
  });
});

test("pods start on a node that has their image, without the registry", () => {
  const { values } = buildComponent(
    (scope) => new ArgoWorkflows(scope, "w", { domain: DOMAIN, signOn: SIGN_ON, artifacts: bucket("acme-pipelines") }),
  );
  expect(values("argo-workflows").images).toEqual({ pullPolicy: "IfNotPresent" });
});

describe("an identity provider behind the entry gateway", () => {
  const behindGateway = { host: "dex.ml.localhost", address: "10.0.0.7", issuer: "platform-authority" };
  const build = (provider: ProviderBehindGateway) =>
    buildComponent(
      (scope) =>
        new ArgoWorkflows(scope, "w", {
          domain: DOMAIN,
          signOn: { ...SIGN_ON, behindGateway: provider },
          artifacts: bucket("acme-pipelines"),
        }),
    );

  test("is found and trusted by the server, which asks it when it starts", () => {
    const { values, manifest } = build(behindGateway);
    const { server } = values("argo-workflows");
    expect(server.hostAliases).toEqual([{ ip: "10.0.0.7", hostnames: ["dex.ml.localhost"] }]);
    expect(server.extraEnv).toContainEqual({ name: "SSL_CERT_DIR", value: server.volumeMounts[0].mountPath });
    expect(manifest("Certificate").spec).toMatchObject({
      secretName: server.volumes[0].secret.secretName,
      issuerRef: { kind: "ClusterIssuer", name: "platform-authority" },
    });
  });

  test("needs no further authority with a public certificate", () => {
    const { host, address } = behindGateway;
    const { server } = build({ host, address }).values("argo-workflows");
    expect(server.hostAliases).toHaveLength(1);
    expect(server.volumes).toBeUndefined();
  });
});
