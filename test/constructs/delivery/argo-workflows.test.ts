import { ArgoWorkflows } from "../../../src/constructs/delivery/argo-workflows";
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
