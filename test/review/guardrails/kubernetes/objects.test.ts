import { deployment, manifestExample } from "../../../../src/review/guardrails/kubernetes/example";
import type { JsonObject } from "../../../../src/review/model";
import { found } from "./found";

type Case = readonly [what: string, id: string, json: JsonObject, kinds: readonly ("fail" | "undecided")[]];

function object(apiVersion: string, kind: string, rest: JsonObject, metadata: JsonObject = {}): JsonObject {
  return manifestExample({ apiVersion, kind, metadata: { name: "a", namespace: "fraud", ...metadata }, ...rest });
}

const role = (...rules: JsonObject[]) => object("rbac.authorization.k8s.io/v1", "ClusterRole", { rules });
const binding = (roleName: string, subject: JsonObject) =>
  object("rbac.authorization.k8s.io/v1", "RoleBinding", { roleRef: { name: roleName }, subjects: [subject] });
const service = (spec: JsonObject, annotations: JsonObject = {}) =>
  object("v1", "Service", { spec: { type: "LoadBalancer", ...spec } }, { annotations });
const gateway = (...servers: JsonObject[]) => object("networking.istio.io/v1", "Gateway", { spec: { servers } });
const listeners = (...list: JsonObject[]) =>
  object("gateway.networking.k8s.io/v1", "Gateway", { spec: { listeners: list } });
const peers = (spec: JsonObject) => object("security.istio.io/v1", "PeerAuthentication", { spec });
const policy = (spec: JsonObject) => object("kyverno.io/v1", "ClusterPolicy", { spec });
const project = (spec: JsonObject) => object("argoproj.io/v1alpha1", "AppProject", { spec });
const application = (spec: JsonObject) => object("argoproj.io/v1alpha1", "Application", { spec });
const endpoint = (percent: JsonObject["x"]) =>
  object("serving.kserve.io/v1beta1", "InferenceService", {
    spec: { predictor: { canaryTrafficPercent: percent ?? null } },
  });
const weights = (...list: readonly (number | string)[]) =>
  object("networking.istio.io/v1", "VirtualService", {
    spec: { http: [{ route: list.map((weight) => ({ weight })) }] },
  });
const release = (body: JsonObject): JsonObject => ({ resource: { helm_release: { a: body } } });
const values = (object: JsonObject) => release({ chart: "a", values: [JSON.stringify(object)] });
const store = (conditions: JsonObject["x"]) =>
  object("external-secrets.io/v1", "ClusterSecretStore", { spec: { conditions: conditions ?? null } });

const CASES: readonly Case[] = [
  ["a star of resources and verbs", "rbac-no-wildcard", role({ resources: ["*"], verbs: ["*"] }), ["fail", "fail"]],
  ["rules that only a plan shows", "rbac-no-wildcard", role({ resources: "${var.x}", verbs: ["get"] }), ["undecided"]],
  [
    "cluster-admin in a namespace",
    "rbac-no-cluster-admin",
    binding("cluster-admin", { kind: "Group", name: "a" }),
    ["fail"],
  ],
  [
    "everybody signed in",
    "rbac-no-cluster-admin",
    binding("view", { kind: "Group", name: "system:authenticated" }),
    ["fail"],
  ],
  [
    "the default account",
    "rbac-no-cluster-admin",
    binding("view", { kind: "ServiceAccount", name: "default" }),
    ["fail"],
  ],
  ["a group called default", "rbac-no-cluster-admin", binding("view", { kind: "Group", name: "default" }), []],
  [
    "a group like a method of objects",
    "rbac-no-cluster-admin",
    binding("view", { kind: "Group", name: "constructor" }),
    [],
  ],
  ["impersonation", "rbac-no-escalation", role({ resources: ["users"], verbs: ["impersonate"] }), ["fail"]],
  [
    "a bound that is named",
    "rbac-no-escalation",
    role({ resources: ["roles"], resourceNames: ["a"], verbs: ["bind"] }),
    [],
  ],
  ["tokens", "rbac-no-escalation", role({ resources: ["serviceaccounts/token"], verbs: ["create"] }), ["fail"]],
  ["roles without escalation", "rbac-no-escalation", role({ resources: ["roles"], verbs: ["get", "create"] }), []],
  ["everything with roles", "rbac-no-escalation", role({ resources: ["roles"], verbs: ["*"] }), ["fail", "fail"]],
  [
    "secrets of another group",
    "rbac-secrets-scoped",
    role({ apiGroups: ["acme.com"], resources: ["secrets"], verbs: ["get"] }),
    [],
  ],
  ["writing secrets", "rbac-secrets-scoped", role({ apiGroups: [""], resources: ["secrets"], verbs: ["create"] }), []],
  ["all of the core", "rbac-secrets-scoped", role({ apiGroups: [""], resources: ["*"], verbs: ["list"] }), ["fail"]],

  ["ranges", "service-load-balancer-private", service({ loadBalancerSourceRanges: ["10.0.0.0/8"] }), []],
  ["every range", "service-load-balancer-private", service({ loadBalancerSourceRanges: ["0.0.0.0/0"] }), ["fail"]],
  ["unknown ranges", "service-load-balancer-private", service({ loadBalancerSourceRanges: "${var.x}" }), ["undecided"]],
  [
    "Google's annotation",
    "service-load-balancer-private",
    service({}, { "networking.gke.io/load-balancer-type": "Internal" }),
    [],
  ],
  [
    "facing the internet",
    "service-load-balancer-private",
    service({}, { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" }),
    ["fail"],
  ],
  ["no load balancer", "service-load-balancer-private", service({ type: "ClusterIP" }), []],
  [
    "a service of Knative",
    "service-load-balancer-private",
    object("serving.knative.dev/v1", "Service", { spec: {} }),
    [],
  ],

  ["a redirect", "gateway-tls", gateway({ port: { number: 80, protocol: "HTTP" }, tls: { httpsRedirect: true } }), []],
  ["a plain port", "gateway-tls", gateway({ port: { number: 80, protocol: "HTTP" } }), ["fail"]],
  [
    "an old version",
    "gateway-tls",
    gateway({ port: { number: 443, protocol: "HTTPS" }, tls: { minProtocolVersion: "TLSV1_0" } }),
    ["fail"],
  ],
  ["a plain listener alone", "gateway-tls", listeners({ port: 80, protocol: "HTTP" }), ["fail"]],
  [
    "a plain listener beside a secure one",
    "gateway-tls",
    listeners({ port: 80, protocol: "HTTP" }, { port: 443, protocol: "HTTPS" }),
    [],
  ],
  [
    "an ingress with a certificate",
    "gateway-tls",
    object("networking.k8s.io/v1", "Ingress", { spec: { tls: [{ secretName: "a" }] } }),
    [],
  ],

  ["strict", "mesh-mutual-tls", peers({ mtls: { mode: "STRICT" } }), []],
  [
    "an exception for a port",
    "mesh-mutual-tls",
    peers({ mtls: { mode: "STRICT" }, portLevelMtls: { 9090: { mode: "PERMISSIVE" } } }),
    ["fail"],
  ],
  ["inherited", "mesh-mutual-tls", peers({}), []],
  ["a mode that only a plan tells", "mesh-mutual-tls", peers({ mtls: { mode: "${var.x}" } }), ["undecided"]],
  [
    "any certificate",
    "mesh-mutual-tls",
    object("networking.istio.io/v1", "DestinationRule", {
      spec: { trafficPolicy: { tls: { insecureSkipVerify: true } } },
    }),
    ["fail"],
  ],
  [
    "every host inside the mesh",
    "virtual-service-hosts",
    object("networking.istio.io/v1", "VirtualService", { spec: { hosts: ["*"], gateways: ["mesh"] } }),
    [],
  ],

  [
    "an action of the policy",
    "policies-enforced",
    policy({ validationFailureAction: "Enforce", rules: [{ name: "a", validate: {} }] }),
    [],
  ],
  [
    "its older spelling",
    "policies-enforced",
    policy({ validationFailureAction: "enforce", rules: [{ name: "a", verifyImages: [{}] }] }),
    [],
  ],
  [
    "an action of the rule goes first",
    "policies-enforced",
    policy({ validationFailureAction: "Enforce", rules: [{ name: "a", validate: { failureAction: "Audit" } }] }),
    ["fail"],
  ],
  ["no action is a report", "policies-enforced", policy({ rules: [{ name: "a", verifyImages: [{}] }] }), ["fail"]],
  ["a rule that makes things", "policies-enforced", policy({ rules: [{ name: "a", generate: {} }] }), []],
  ["a failure that lets pass", "policies-enforced", policy({ failurePolicy: "Ignore", rules: [] }), ["fail"]],
  [
    "a policy of another API",
    "policies-enforced",
    object("acme.com/v1", "Policy", { spec: { rules: [{ name: "a", validate: {} }] } }),
    [],
  ],

  [
    "each star of a project",
    "argo-project-restricted",
    project({
      sourceRepos: ["*"],
      destinations: [{ namespace: "*" }],
      clusterResourceWhitelist: [{ group: "*", kind: "*" }],
    }),
    ["fail", "fail", "fail"],
  ],
  ["unknown repositories", "argo-project-restricted", project({ sourceRepos: "${var.x}" }), ["undecided"]],
  [
    "a commit",
    "argo-revision-fixed",
    application({ source: { targetRevision: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b" } }),
    [],
  ],
  ["a chart's version", "argo-revision-fixed", application({ source: { chart: "a", targetRevision: "1.2.3" } }), []],
  ["a range", "argo-revision-fixed", application({ source: { chart: "a", targetRevision: "1.*" } }), ["fail"]],
  [
    "a branch among several",
    "argo-revision-fixed",
    application({ sources: [{ targetRevision: "v1.0.0" }, { targetRevision: "main" }] }),
    ["fail"],
  ],
  ["nothing named", "argo-revision-fixed", application({ source: {} }), ["fail"]],
  ["unknown", "argo-revision-fixed", application({ source: { targetRevision: "${var.x}" } }), ["undecided"]],

  ["0", "canary-traffic", endpoint(0), []],
  ["100", "canary-traffic", endpoint(100), []],
  ["-1", "canary-traffic", endpoint(-1), ["fail"]],
  ["12.5", "canary-traffic", endpoint(12.5), ["fail"]],
  ["a text", "canary-traffic", endpoint("ten"), ["fail"]],
  ["none", "canary-traffic", endpoint(null), []],
  ["an unknown share", "canary-traffic", endpoint("${var.x}"), ["undecided"]],
  ["90 and 10", "canary-traffic", weights(90, 10), []],
  ["90 and 20", "canary-traffic", weights(90, 20), ["fail"]],
  ["one route alone", "canary-traffic", weights(1), []],

  ["a list of nothing", "secret-store-scoped", store([{}]), ["fail"]],
  ["a selector", "secret-store-scoped", store([{ namespaceSelector: { matchLabels: { a: "b" } } }]), []],
  ["unknown conditions", "secret-store-scoped", store("${var.x}"), ["undecided"]],

  [
    "privileged pods",
    "namespace-pod-security",
    object("v1", "Namespace", {}, { labels: { "pod-security.kubernetes.io/enforce": "privileged" } }),
    ["fail"],
  ],
  [
    "labels that only a plan shows",
    "namespace-pod-security",
    object("v1", "Namespace", {}, { labels: "${var.x}" }),
    ["undecided"],
  ],
  [
    "no namespace named",
    "default-namespace",
    manifestExample({ ...deployment({}), metadata: { name: "a" } }),
    ["fail"],
  ],
  [
    "a reference",
    "default-namespace",
    manifestExample({ ...deployment({}), metadata: { name: "a", namespace: "${kubernetes_namespace.a.id}" } }),
    [],
  ],

  [
    "a class of AWS",
    "storage-class-encrypted",
    {
      resource: {
        kubernetes_storage_class_v1: {
          a: { storage_provisioner: "ebs.csi.aws.com", parameters: { encrypted: "true" } },
        },
      },
    },
    [],
  ],
  [
    "a plain class of AWS",
    "storage-class-encrypted",
    { resource: { kubernetes_storage_class_v1: { a: { storage_provisioner: "ebs.csi.aws.com" } } } },
    ["fail"],
  ],
  [
    "a class of Google",
    "storage-class-encrypted",
    { resource: { kubernetes_storage_class: { a: { storage_provisioner: "pd.csi.storage.gke.io" } } } },
    [],
  ],
  [
    "templates of claims",
    "volume-claim-class",
    object("apps/v1", "StatefulSet", {
      spec: { volumeClaimTemplates: [{ spec: {} }, { spec: { storageClassName: "a" } }] },
    }),
    ["fail"],
  ],

  [
    "a map of settings",
    "manifest-no-secrets",
    object("v1", "ConfigMap", { data: { level: "debug", db_password: "x9" } }),
    ["fail"],
  ],
  [
    "a key in a file",
    "manifest-no-secrets",
    object("v1", "ConfigMap", { data: { "a.conf": "-----BEGIN RSA PRIVATE KEY-----" } }),
    ["fail"],
  ],
  [
    "a secret in Git",
    "manifest-no-secrets",
    object("v1", "Secret", { stringData: { a: "b" }, data: { c: "ZA==" } }),
    ["fail", "fail"],
  ],
  [
    "a secret from Terraform",
    "manifest-no-secrets",
    object("v1", "Secret", { stringData: { a: "${random_password.a.result}" } }),
    [],
  ],
  [
    "a variable of a variable",
    "manifest-no-secrets",
    manifestExample(deployment({ env: [{ name: "URL_PASSWORD", value: "$(DB_PASSWORD)" }] })),
    [],
  ],
  [
    "a file's name",
    "manifest-no-secrets",
    manifestExample(deployment({ env: [{ name: "PASSWORD_FILE", value: "/run/a" }] })),
    [],
  ],

  ["a password", "helm-no-secrets", values({ auth: { password: "x9" } }), ["fail"]],
  ["the name of a secret", "helm-no-secrets", values({ auth: { existingSecret: "db", passwordKey: "password" } }), []],
  ["a password that comes later", "helm-no-secrets", values({ auth: { password: "${var.x}" } }), []],
  [
    "one set apart",
    "helm-no-secrets",
    release({ chart: "a", set: [{ name: "auth.password", value: "x9" }] }),
    ["fail"],
  ],
  [
    "one that is marked",
    "helm-no-secrets",
    release({ chart: "a", set_sensitive: [{ name: "auth.password", value: "x9" }] }),
    [],
  ],
  [
    "a variable of a container",
    "helm-no-secrets",
    values({ extraEnv: [{ name: "DB_PASSWORD", value: "x9" }] }),
    ["fail"],
  ],
  ["a password that everybody knows", "helm-no-secrets", values({ minio: { secretKey: "minio123" } }), ["fail"]],
  ["a token in a list", "helm-no-secrets", values({ args: [`--token=ghp_${"a".repeat(36)}`] }), ["fail"]],

  [
    "a range of versions",
    "helm-version-pinned",
    release({ chart: "a", repository: "https://c", version: "~> 1.2" }),
    ["fail"],
  ],
  ["no version from a registry", "helm-version-pinned", release({ chart: "oci://ghcr.io/acme/a" }), ["fail"]],
  ["a chart of one's own", "helm-version-pinned", release({ chart: "./chart" }), []],
  [
    "a version with a suffix",
    "helm-version-pinned",
    release({ chart: "a", repository: "https://c", version: "v1.2.3-rc.1" }),
    [],
  ],
  [
    "an unknown version",
    "helm-version-pinned",
    release({ chart: "a", repository: "https://c", version: "${var.x}" }),
    ["undecided"],
  ],
  ["a registry", "helm-repository-https", release({ chart: "a", repository: "oci://ghcr.io/acme" }), []],
  ["an unknown repository", "helm-repository-https", release({ chart: "a", repository: "${var.x}" }), ["undecided"]],
  [
    "Bitnami",
    "helm-chart-maintained",
    release({ chart: "redis", repository: "oci://registry-1.docker.io/bitnamicharts" }),
    ["fail"],
  ],
  [
    "MinIO in the cluster",
    "helm-chart-maintained",
    release({ chart: "minio", repository: "https://charts.min.io" }),
    ["fail"],
  ],
  [
    "another controller of NGINX",
    "helm-chart-maintained",
    release({ chart: "nginx-ingress", repository: "oci://ghcr.io/nginx/charts" }),
    [],
  ],
  [
    "a registry beside the repository",
    "helm-image-home-maintained",
    values({ image: { registry: "docker.io", repository: "bitnami/redis" } }),
    ["fail"],
  ],
  [
    "a mirror of one's own",
    "helm-image-home-maintained",
    values({ image: { registry: "registry.example.com", repository: "bitnami/redis" } }),
    [],
  ],
  ["deep in a list", "helm-image-home-maintained", values({ init: [{ image: "k8s.gcr.io/pause:3.9" }] }), ["fail"]],
];

test.each(CASES)("%s: %s", (_, id, json, kinds) => {
  expect(found(id, json).map((text) => text.split(" ")[0])).toEqual(kinds);
});

test("no message shows a secret", () => {
  const secret = "correct-horse-battery";
  const messages = [
    ...found("helm-no-secrets", values({ password: secret })),
    ...found("manifest-no-secrets", object("v1", "Secret", { stringData: { a: secret } })),
    ...found("manifest-no-secrets", manifestExample(deployment({ env: [{ name: "PASSWORD", value: secret }] }))),
  ];
  expect(messages).toHaveLength(3);
  expect(messages.join()).not.toContain(secret);
});

test("permissive is how a mesh is introduced, off is off", () => {
  expect(found("mesh-mutual-tls", peers({ mtls: { mode: "PERMISSIVE" } }), "staging")).toEqual([]);
  expect(found("mesh-mutual-tls", peers({ mtls: { mode: "DISABLE" } }), "staging")).toHaveLength(1);
});

describe("a namespace is closed by a policy", () => {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "fraud" } };
  const closing = (spec: JsonObject, name = "fraud") => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "deny", namespace: name },
    spec,
  });
  const DENY = { podSelector: {}, policyTypes: ["Ingress"] };

  test.each<[string, JsonObject, number]>([
    ["for all its pods", closing(DENY), 0],
    ["with nothing said of types", closing({ podSelector: {} }), 0],
    ["with exceptions", closing({ ...DENY, ingress: [{ from: [{ podSelector: {} }] }] }), 0],
    ["but not one of another namespace", closing(DENY, "other"), 1],
    ["but not one for some pods", closing({ ...DENY, podSelector: { matchLabels: { app: "a" } } }), 1],
    ["but not one for outgoing traffic", closing({ podSelector: {}, policyTypes: ["Egress"] }), 1],
    ["but not one that lets everybody in", closing({ ...DENY, ingress: [{}] }), 1],
  ])("%s", (_, policy, count) => {
    expect(found("namespace-network-policy", manifestExample(namespace, policy))).toHaveLength(count);
  });

  test("that names it by reference", () => {
    const json = {
      resource: {
        kubernetes_namespace_v1: { a: { metadata: { name: "fraud" } } },
        kubernetes_network_policy_v1: {
          a: {
            metadata: { name: "deny", namespace: "${kubernetes_namespace_v1.a.metadata[0].name}" },
            spec: { pod_selector: {}, policy_types: ["Ingress"], ingress: [] },
          },
        },
      },
    };
    expect(found("namespace-network-policy", json)).toEqual([]);
  });
});

describe("replicas in production", () => {
  const two = deployment({}, {}, { replicas: 2 });
  const budget = (namespace: string, matchLabels: JsonObject) => ({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "a", namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels } },
  });

  test.each<[string, JsonObject, number]>([
    ["a budget of theirs", budget("fraud", { app: "scorer" }), 0],
    ["a budget of all", budget("fraud", {}), 0],
    ["a budget of others", budget("fraud", { app: "other" }), 1],
    ["a budget of more labels than they have", budget("fraud", { app: "scorer", tier: "a" }), 1],
    ["a budget of another namespace", budget("other", { app: "scorer" }), 1],
  ])("%s", (_, pdb, count) => {
    expect(found("workload-disruption-budget", manifestExample(two, pdb))).toHaveLength(count);
  });

  test("are asked for there alone", () => {
    expect(found("workload-replicas", manifestExample(deployment({})), "staging")).toEqual([]);
    expect(found("workload-replicas", manifestExample(deployment({})))).toHaveLength(1);
    expect(found("workload-replicas", manifestExample(deployment({}, {}, { replicas: "${var.x}" })))).toEqual([
      expect.stringMatching(/^undecided/),
    ]);
  });

  test("ten thousand of each take no time", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => [
      { ...deployment({}, {}, { replicas: 2 }), metadata: { name: `a${index}`, namespace: "fraud" } },
      budget("fraud", { app: `other-${index}` }),
    ]).flat();
    expect(found("workload-disruption-budget", manifestExample(...many))).toHaveLength(10_000);
  });
});
