import { parseEnvironments } from "../../src/environment/parse-environments";
import { InputError } from "../../src/problems/problem";
import { kubernetesEnvironment, TODAY } from "./valid-environments";

const parse = (input: unknown) => parseEnvironments([{ source: "environments/local/dev.ts", input }], TODAY)[0];

function problems(input: unknown) {
  try {
    parse(input);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems;
  }
}

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
    components: {},
    oidc: { issuer: "https://dex.ml.localhost", keysUrl: "http://dex.dex.svc.cluster.local:5556/keys" },
  });
});

test("with an identity provider of its own, the environment has none on the cluster", () => {
  const oidc = {
    issuer: "https://login.example.com",
    authorizationUrl: "https://login.example.com/authorize",
    tokenUrl: "https://login.example.com/token",
    userinfoUrl: "https://login.example.com/userinfo",
    clientId: "platform",
    adminGroup: "admins",
  };
  const environment = parse(kubernetesEnvironment({ platform: { domain: "ml.example.com", oidc } }));
  expect(environment?.platform).toMatchObject({ components: { dex: false }, oidc });
  const components = { "gateway-api-crds": false };
  expect(
    parse(kubernetesEnvironment({ platform: { domain: "ml.example.com", oidc, components } }))?.platform?.components,
  ).toEqual({ dex: false, "gateway-api-crds": false });
});

test("the Gateway API comes with KServe's mode Standard, unless the cluster has it", () => {
  const components = (platform: object) =>
    parse(kubernetesEnvironment({ platform: { domain: "ml.localhost", ...platform } }))?.platform?.components;
  expect(components({})).toEqual({ "gateway-api-crds": true });
  expect(components({ profile: "standard", components: { velero: false } })).toMatchObject({
    "gateway-api-crds": false,
  });
  expect(components({ components: { "gateway-api-crds": false } })).toEqual({ "gateway-api-crds": false });
});

test.each(["network", "nodePools", "budget", "usage", "logRetentionDays", "state"])(
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
