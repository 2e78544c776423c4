import { parseEnvironments } from "../../src/environment/parse-environments";
import { problemsOf } from "./problems-of";
import { kubernetesEnvironment, OIDC, TODAY } from "./valid-environments";

const parse = (input: unknown) => parseEnvironments([{ source: "environments/local/dev.ts", input }], TODAY)[0];

const problems = (input: unknown) => problemsOf([input]);

test("a context is enough: the rest describes a cluster of kind on a laptop", () => {
  expect(parse(kubernetesEnvironment())).toMatchObject({
    state: "local",
    cloud: {
      kubeconfig: "~/.kube/config",
      context: "kind-mlops",
      storageClass: "standard",
      podCidr: "10.244.0.0/16",
      gateway: "port-forward",
      nodes: { count: 1, cpu: 4, memoryGiB: 8 },
    },
  });
});

test("the profile of a laptop is lite, with an identity provider on the cluster", () => {
  const environment = parse(kubernetesEnvironment({ platform: { domain: "ml.localhost" } }));
  expect(environment?.platform).toMatchObject({
    profile: "lite",
    components: { "external-dns": false },
    oidc: { issuer: "https://dex.ml.localhost", keysUrl: "http://dex.dex.svc.cluster.local:5556/keys" },
  });
});

test("with an identity provider of its own, the environment has none on the cluster", () => {
  const platform = { domain: "ml.example.com", oidc: OIDC };
  const environment = parse(kubernetesEnvironment({ platform }));
  expect(environment?.platform).toMatchObject({ components: { dex: false }, oidc: OIDC });
  const components = { "gateway-api-crds": false };
  expect(parse(kubernetesEnvironment({ platform: { ...platform, components } }))?.platform?.components).toEqual({
    dex: false,
    "external-dns": false,
    "gateway-api-crds": false,
  });
});

test("the Gateway API comes with KServe's mode Standard, unless the cluster has it", () => {
  const components = (platform: object) =>
    parse(kubernetesEnvironment({ platform: { domain: "ml.localhost", ...platform } }))?.platform?.components;
  expect(components({})).toMatchObject({ "gateway-api-crds": true });
  expect(components({ profile: "standard", components: { velero: false } })).toMatchObject({
    "gateway-api-crds": false,
  });
  expect(components({ components: { "gateway-api-crds": false } })).toMatchObject({ "gateway-api-crds": false });
});

test.each(["network", "nodePools", "budget", "usage", "logRetentionDays"])(
  "%s has no counterpart on an existing cluster",
  (key) => {
    expect(problems({ ...kubernetesEnvironment(), [key]: {} })).toMatchObject([
      { path: key, found: `the unknown key "${key}"` },
    ]);
  },
);

test("every problem of the cloud block is reported at once", () => {
  const cloud = { provider: "kubernetes", gateway: "ingress", nodes: { count: 0, cpu: 4, memoryGiB: 8 } };
  expect(problems({ ...kubernetesEnvironment(), cloud }).map(({ path }) => path)).toEqual([
    "cloud.context",
    "cloud.gateway",
    "cloud.nodes.count",
  ]);
});

test("a signing key of a cloud is rejected: pods outside the clouds have no identity that may use it", () => {
  const input = kubernetesEnvironment({
    platform: { domain: "ml.localhost", servingMode: "standard" },
    models: { deliveryImage: `sha256:${"0".repeat(64)}`, signer: "awskms:///alias/models", endpoints: [] },
  });
  expect(problems(input)).toContainEqual(expect.objectContaining({ path: "models.signer" }));
});

test("a component that does not run on an existing cluster can't be enabled, and the error says where it runs", () => {
  const input = kubernetesEnvironment({ platform: { domain: "ml.localhost", components: { karpenter: true } } });
  expect(problems(input)).toMatchObject([
    {
      path: "platform.components.karpenter",
      found: "karpenter on kubernetes",
      expected: "a component that runs there; karpenter runs on aws only",
    },
  ]);
});

test("on a laptop, models need the components that release them, and the errors say how to enable them", () => {
  const input = (components: object) =>
    kubernetesEnvironment({
      platform: { domain: "ml.localhost", components },
      models: { deliveryImage: `sha256:${"0".repeat(64)}`, canary: { steps: [100] }, endpoints: [] },
    });
  const paths = ["argo-cd", "argo-workflows", "pushgateway"].map((name) => `platform.components.${name}`);
  expect(problems(input({})).map(({ path }) => path)).toEqual(paths);
  expect(problems(input({ "argo-cd": true, "argo-workflows": true, pushgateway: true }))).toEqual([]);
});

const OWN_STORE = { endpoint: "https://s3.example.com", region: "us-east-1" };

function withCloud(cloud: object, tier = "dev") {
  return { ...kubernetesEnvironment(), tier, cloud: { ...kubernetesEnvironment().cloud, ...cloud } };
}

test.each([
  ["s3.example.com", "without a protocol"],
  ["https://s3.example.com/bucket", "with a path"],
  ["https://s3.example.com:99999", "with a port that does not exist"],
])("the endpoint %s is rejected: %s", (endpoint) => {
  expect(problems(withCloud({ objectStore: { ...OWN_STORE, endpoint } }))).toMatchObject([
    { path: "cloud.objectStore.endpoint", expected: "a URL without a path, e.g. https://s3.example.com:9000" },
  ]);
});

test("an endpoint without TLS is for tier dev only", () => {
  const objectStore = { ...OWN_STORE, endpoint: "http://minio.storage.svc:9000" };
  expect(problems(withCloud({ objectStore }))).toEqual([]);
  for (const tier of ["staging", "prod"])
    expect(problems(withCloud({ objectStore }, tier))).toMatchObject([
      { path: "cloud.objectStore.endpoint", expected: expect.stringContaining(`https:// URL in tier ${tier}`) },
    ]);
  const backup = { ...objectStore, bucket: "dumps" };
  expect(problems(withCloud({ backup }, "prod"))).toMatchObject([{ path: "cloud.backup.endpoint" }]);
});

test("a database server of your own needs a host, a user, and certificates in PEM", () => {
  const postgres = { host: "https://db.example.com", port: 0, certificateAuthority: "/etc/ca.crt" };
  expect(problems(withCloud({ postgres })).map(({ path }) => path)).toEqual([
    "cloud.postgres.host",
    "cloud.postgres.port",
    "cloud.postgres.adminUser",
    "cloud.postgres.certificateAuthority",
  ]);
});

test("a setting of the embedded server that the environment does not have is rejected", () => {
  const database = { storageGiB: 50, backupRetentionDays: 7 };
  const postgres = { host: "db.example.com", adminUser: "mlops" };
  expect(problems({ ...withCloud({ postgres }), database }).map(({ path }) => path)).toEqual([
    "database.storageGiB",
    "database.backupRetentionDays",
  ]);
  expect(problems({ ...withCloud({}), database })).toEqual([]);
  const objectStore = { objectStore: OWN_STORE, objectStoreGiB: 50 };
  expect(problems({ ...withCloud(objectStore), buckets: { logExpiryDays: 30 } })).toMatchObject([
    { path: "cloud.objectStoreGiB", found: "50", remedy: "Remove cloud.objectStoreGiB." },
    { path: "buckets.logExpiryDays", found: "30", remedy: "Remove buckets.logExpiryDays." },
  ]);
});

test("certificates come from an issuer or from ACME", () => {
  const acme = { solver: { cloudflare: {} } };
  const found = (certificates: object) => problems(withCloud({ certificates })).map(({ path, found }) => [path, found]);
  expect(found({})).toEqual([["cloud.certificates", "neither issuer nor acme"]]);
  expect(found({ issuer: "company", acme })).toEqual([["cloud.certificates", "issuer and acme"]]);
  expect(found({ issuer: 1 })).toEqual([["cloud.certificates.issuer", "1"]]);
  expect([...found({ acme }), ...found({ issuer: "company" })]).toEqual([]);
});

test("components find the cert-manager of the cluster, and still need ours without one", () => {
  const platform = { domain: "ml.example.com", components: { "cert-manager": false } };
  const without = problems({ ...withCloud({}), platform }).map(({ found }) => found);
  expect(without).toEqual(["entry without cert-manager", "kserve without cert-manager"]);
  expect(problems({ ...withCloud({ certificates: { issuer: "company" } }), platform })).toEqual([]);
});

test("DNS records need the address of a load balancer", () => {
  const dns = { provider: "cloudflare", env: [] };
  expect(problems(withCloud({ dns }))).toMatchObject([{ path: "cloud.dns", found: 'cloud.gateway "port-forward"' }]);
  expect(problems(withCloud({ dns, gateway: "node-port" }))).toHaveLength(1);
  expect(problems(withCloud({ dns, gateway: "load-balancer" }))).toEqual([]);
});

test("external-dns without a provider is rejected", () => {
  const platform = { domain: "ml.example.com", components: { "external-dns": true } };
  expect(problems({ ...withCloud({}), platform })).toMatchObject([
    { path: "platform.components.external-dns", expected: expect.stringContaining("cloud.dns") },
  ]);
});

test("a secret in plain text is found in a block that is passed on", () => {
  const env = [{ name: "CF_API_TOKEN", value: `ghp_${"a".repeat(36)}` }];
  expect(problems(withCloud({ dns: { provider: "cloudflare", env }, gateway: "load-balancer" }))).toMatchObject([
    { path: "cloud.dns.env[0].value", expected: "no secret in plain text" },
  ]);
});

test("the state is remote from tier staging on, and there is no bootstrap", () => {
  const stateOf = (tier: string) => parse({ ...kubernetesEnvironment(), tier })?.state;
  expect(["dev", "staging", "prod"].map(stateOf)).toEqual(["local", "remote", "remote"]);
  expect(problems({ ...kubernetesEnvironment(), state: "bootstrap" })).toMatchObject([
    { path: "state", expected: "one of remote, local" },
  ]);
});

describe("a secret store of your own", () => {
  const store = (provider: object) => withCloud({ secretStore: { provider } });

  test("has one provider", () => {
    for (const provider of [{}, { vault: {}, aws: {} }, "vault"])
      expect(problems(withCloud({ secretStore: { provider } }))).toMatchObject([
        {
          path: "cloud.secretStore.provider",
          expected: "the provider block of a ClusterSecretStore, with one provider",
        },
      ]);
  });

  test("may refer to secrets, and holds none", () => {
    const reference = { auth: { jwt: { kubernetesServiceAccountToken: { serviceAccountRef: { name: "reader" } } } } };
    expect(problems(store({ vault: reference }))).toEqual([]);
    expect(problems(store({ vault: { token: "hvs-abc" } }))).toMatchObject([
      { path: "cloud.secretStore.provider.vault.token", expected: "no secret in plain text" },
    ]);
  });
});

test.each(["10.300.0.0/16", "10.0.0.0/33", "10.0.0.0"])(
  "the range of pods %s is rejected, not only used",
  (podCidr) => {
    expect(problems({ ...withCloud({ podCidr }), platform: { domain: "ml.localhost" } })).toMatchObject([
      { path: "cloud.podCidr", expected: "an IPv4 range such as 10.244.0.0/16" },
    ]);
  },
);

test("the kubeconfig is the same file for kubectl and for Terraform, which runs in another folder", () => {
  for (const kubeconfig of ["kubeconfig", "./kubeconfig", "../kubeconfig", "~kubeconfig"])
    expect(problems(withCloud({ kubeconfig }))).toMatchObject([
      { path: "cloud.kubeconfig", expected: "the absolute path of a kubeconfig file, or one below ~/" },
    ]);
  for (const kubeconfig of ["~/.kube/config", "/home/my name/config", "C:\\Users\\me\\.kube\\config"])
    expect(problems(withCloud({ kubeconfig }))).toEqual([]);
});

test.each(["foundation", "monitoring", "fraud"])("the state is not in %s, which the deployment creates", (name) => {
  const team = { name: "fraud", groups: ["fraud-team"], quota: { cpu: 2, memoryGiB: 4, gpus: 0 } };
  const platform = { domain: "ml.localhost", teams: [team] };
  expect(problems({ ...withCloud({ stateNamespace: name }), platform })).toMatchObject([
    { path: "cloud.stateNamespace", found: `"${name}", which the deployment creates` },
  ]);
  expect(problems({ ...withCloud({ stateNamespace: "terraform" }), platform })).toEqual([]);
});

describe("a switch of a component that contradicts another block is rejected:", () => {
  const dns = { provider: "cloudflare", env: [] };

  test.each([
    ["two identity providers", "dex", true, {}, { oidc: OIDC }],
    ["no identity provider", "dex", false, {}, {}],
    ["two installations of cert-manager", "cert-manager", true, { certificates: { issuer: "company" } }, {}],
    ["nothing that writes the records", "external-dns", false, { dns, gateway: "load-balancer" }, {}],
  ])("%s", (_, component, value, cloud, platform) => {
    const input = (components: object) => ({
      ...withCloud(cloud),
      platform: { domain: "ml.example.com", ...platform, components },
    });
    expect(problems(input({ [component]: value }))).toMatchObject([
      { path: `platform.components.${component}`, found: expect.stringContaining(`${value}, with`) },
    ]);
    expect(problems(input({}))).toEqual([]);
  });
});

describe("a server that nothing uses is rejected:", () => {
  const server = { host: "db.example.com", adminUser: "mlops" };
  const backup = { endpoint: "https://s3.example.com", region: "us-east-1", bucket: "dumps" };
  const found = (cloud: object, platform: object = {}) =>
    problems({ ...withCloud(cloud), platform: { domain: "ml.example.com", ...platform } }).map(({ path }) => path);

  test("MySQL without Kubeflow Pipelines", () => {
    expect(found({ mysql: server })).toEqual(["cloud.mysql"]);
    expect(found({ mysql: server }, { profile: "minimal" })).toEqual([]);
  });

  test("a bucket for backups without Velero, and without an embedded database whose dumps it would have", () => {
    expect(found({ postgres: server, backup })).toEqual(["cloud.backup"]);
    expect(found({ backup })).toEqual([]);
    expect(found({ postgres: server, backup }, { components: { velero: true } })).toEqual([]);
    expect(found({ postgres: server, backup }, { profile: "minimal" })).toEqual([]);
  });
});

describe("what is passed on to another program has the form that it needs:", () => {
  test.each([[{}], [{ cloudflare: {}, route53: {} }], [{ cnameStrategy: "Follow" }]])("a solver, not %j", (solver) => {
    expect(problems(withCloud({ certificates: { acme: { solver } } }))).toMatchObject([
      { path: "cloud.certificates.acme.solver", expected: expect.stringContaining("with one provider") },
    ]);
  });

  test("a solver that follows CNAME records", () => {
    const solver = { cloudflare: {}, cnameStrategy: "Follow" };
    expect(problems(withCloud({ certificates: { acme: { solver } } }))).toEqual([]);
  });

  test.each([[{}], [{ name: "A" }], [{ name: "A B", value: "" }], [{ name: "A", value: "", valueFrom: {} }]])(
    "a variable, not %j",
    (variable) => {
      const dns = { provider: "cloudflare", env: [variable] };
      expect(problems(withCloud({ dns, gateway: "load-balancer" }))).toMatchObject([
        { path: "cloud.dns.env[0]", expected: "an environment variable { name, value } or { name, valueFrom }" },
      ]);
    },
  );
});

test("the value of a variable whose name indicates a secret is one, whatever it looks like", () => {
  const found = (name: string) =>
    problems(
      withCloud({ dns: { provider: "cloudflare", env: [{ name, value: "some-words" }] }, gateway: "load-balancer" }),
    );
  expect(found("CF_API_TOKEN")).toMatchObject([{ path: "cloud.dns.env[0].value" }]);
  expect(found("CF_ZONE")).toEqual([]);
});
