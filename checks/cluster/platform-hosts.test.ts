import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { platformHosts } from "../../src/constructs/base/platform-hosts";
import { TEAM_LABEL } from "../../src/constructs/kubernetes/names";
import { type Cluster, openCluster } from "./cluster";

const DOMAIN = "ml.example.com";

/** Each name ends with the one before. */
const TEAMS = ["fraud", "card-fraud", "new-card-fraud"] as const;

/** Custom resource definitions, in folders by group. */
const CRDS = resolve(process.env.CRDS ?? "../shared/crds");

const APPLY = "application/apply-patch+yaml";

let cluster: Cluster;

/** The API server's response: 2xx, or the message of a rejection. */
async function send(method: string, path: string, body: object): Promise<string | number> {
  const query = method === "PATCH" ? "?fieldManager=check&force=true" : "";
  const answer = await cluster.call(method, `${path}${query}`, body, method === "PATCH" ? APPLY : "application/json");
  return answer.status < 300 ? answer.status : String((answer.body as { message?: string }).message);
}

function ingress(namespace: string, host: string | undefined) {
  const backend = { service: { name: "any", port: { number: 80 } } };
  return send("POST", `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses?dryRun=All`, {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { generateName: "i-", namespace },
    spec: { rules: [{ ...(host && { host }), http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }] },
  });
}

function virtualService(namespace: string, hosts: readonly string[]) {
  return send("POST", `/apis/networking.istio.io/v1/namespaces/${namespace}/virtualservices?dryRun=All`, {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: { generateName: "v-", namespace },
    spec: { hosts, gateways: ["entry/entry"], http: [{ route: [{ destination: { host: "any" } }] }] },
  });
}

function httpRoute(namespace: string, hostnames?: readonly string[]) {
  return send("POST", `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes?dryRun=All`, {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { generateName: "h-", namespace },
    spec: {
      ...(hostnames && { hostnames }),
      parentRefs: [{ name: "models", namespace: "entry" }],
      rules: [{ backendRefs: [{ name: "any", port: 80 }] }],
    },
  });
}

function gateway(namespace: string) {
  return send("POST", `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/gateways?dryRun=All`, {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { generateName: "g-", namespace },
    spec: {
      gatewayClassName: "istio",
      listeners: [{ name: "http", port: 80, protocol: "HTTP", hostname: `scorer-${namespace}.models.${DOMAIN}` }],
    },
  });
}

const DEFINITIONS = [
  "networking.istio.io/virtualservices.yaml",
  "gateway.networking.k8s.io/gateways.yaml",
  "gateway.networking.k8s.io/httproutes.yaml",
];

beforeAll(async () => {
  cluster = await openCluster();
  for (const file of DEFINITIONS) {
    const definition = parse(readFileSync(join(CRDS, file), "utf8"));
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${definition.metadata.name}`;
    expect(await send("PATCH", path, definition)).toBeLessThan(300);
  }
  for (const [name, labels] of [
    ...TEAMS.map((team) => [team, { [TEAM_LABEL]: team }] as const),
    ["mlflow", {}],
  ] as const) {
    await send("PATCH", `/api/v1/namespaces/${name}`, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels },
    });
  }
  for (const manifest of platformHosts(DOMAIN, `sign-on.${DOMAIN}`, TEAMS)) {
    const plural = manifest.kind === "ValidatingAdmissionPolicy" ? "policies" : "policybindings";
    const path = `/apis/admissionregistration.k8s.io/v1/validatingadmission${plural}/${manifest.metadata.name}`;
    expect(await send("PATCH", path, manifest)).toBeLessThan(300);
  }
  await enforced();
}, 1_200_000);

afterAll(() => cluster?.stop());

/** The API server applies a new policy within seconds. */
async function enforced(): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const host = `sign-on.${DOMAIN}`;
    const answers = [
      await ingress("fraud", host),
      await virtualService("fraud", [host]),
      await httpRoute("fraud", [host]),
      await gateway("fraud"),
    ];
    if (answers.every((answer) => String(answer).includes("Below"))) return;
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error("the policy was not enforced within a minute");
}

test.each([
  ["the sign-on", `sign-on.${DOMAIN}`],
  ["an interface", `argocd.${DOMAIN}`],
  ["the domain itself", DOMAIN],
  ["another team's endpoint", `scorer-churn.${DOMAIN}`],
  ["a wildcard", `*.${DOMAIN}`],
  ["every host", undefined],
])("a team can't route %s to itself", async (_, host) => {
  expect(await ingress("fraud", host)).toContain(`Below ${DOMAIN} a team may only use the host names`);
});

test.each([
  ["its own endpoint", `scorer-fraud.${DOMAIN}`],
  ["a version of its own endpoint", `latest-scorer-predictor-fraud.${DOMAIN}`],
  ["a name on the cluster", "scorer.fraud.svc.cluster.local"],
])("a team can route %s", async (_, host) => {
  expect(await ingress("fraud", host)).toBe(201);
});

test("a route is rejected if any of its hosts belongs to the platform", async () => {
  expect(await virtualService("fraud", [`scorer-fraud.${DOMAIN}`, `mlflow.${DOMAIN}`])).toContain("Below");
});

test("the routes that KServe creates for an endpoint are accepted", async () => {
  const own = ["scorer.fraud.svc.cluster.local", `scorer-fraud.${DOMAIN}`, `scorer-predictor-fraud.${DOMAIN}`];
  expect(await virtualService("fraud", own)).toBe(201);
});

describe("with the Gateway API, as in KServe's mode Standard", () => {
  test("the routes that KServe creates for an endpoint are accepted", async () => {
    for (const host of ["scorer-fraud", "scorer-predictor-fraud"]) {
      expect(await httpRoute("fraud", [`${host}.models.${DOMAIN}`])).toBe(201);
    }
  });

  test.each([
    ["an interface", [`mlflow.${DOMAIN}`]],
    ["another team's endpoint", [`scorer-churn.models.${DOMAIN}`]],
    ["all endpoints", [`*.models.${DOMAIN}`]],
    ["every host", undefined],
  ])("a team can't route %s to itself", async (_, hosts) => {
    expect(await httpRoute("fraud", hosts)).toContain("Below");
  });

  test("a host that ends with the names of several teams belongs to the longest", async () => {
    const host = (name: string) => [`${name}.models.${DOMAIN}`];
    const taken = "belong to the team card-fraud";
    expect(await httpRoute("fraud", host("scorer-card-fraud"))).toContain(taken);
    expect(await httpRoute("card-fraud", host("scorer-card-fraud"))).toBe(201);
    expect(await httpRoute("card-fraud", host("scorer-new-card-fraud"))).toContain("team new-card-fraud");
    expect(await httpRoute("new-card-fraud", host("scorer-new-card-fraud"))).toBe(201);
    expect(await httpRoute("fraud", host("card-fraud"))).toBe(201);
    expect(await virtualService("fraud", [`scorer-card-fraud.${DOMAIN}`])).toContain(taken);
  });

  test("a team has no gateway of its own", async () => {
    expect(await gateway("fraud")).toContain("Below");
  });
});

test("namespaces of the platform may use the names of the platform", async () => {
  expect(await ingress("mlflow", `mlflow.${DOMAIN}`)).toBe(201);
});
