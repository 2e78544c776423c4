import { type Resource, ResourceGraph } from "../../../src/review/model";

function graphOf(resource: object) {
  return ResourceGraph.fromTerraform([{ name: "stack", json: { resource } }]);
}

function manifestsOf(resource: object): readonly Resource[] {
  return graphOf(resource).resources.filter(({ mode }) => mode === "manifest");
}

const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop" } };

test("the objects of our chart are resources, with the construct path of their release", () => {
  const release = {
    "//": { metadata: { path: "stack/web/release" } },
    values: [JSON.stringify({ manifests: [deployment, { kind: "Namespace", metadata: { name: "shop" } }] })],
  };
  expect(manifestsOf({ helm_release: { web: release } })).toMatchObject([
    {
      address: 'helm_release.web["Deployment/shop/web"]',
      type: "kubernetes/Deployment",
      name: "web",
      stack: "stack",
      constructPath: "stack/web/release",
      body: deployment,
    },
    { address: 'helm_release.web["Namespace/shop"]', type: "kubernetes/Namespace" },
  ]);
});

test("expressions inside a manifest stay unknown and keep their references", () => {
  const graph = graphOf({
    aws_iam_role: { web: {} },
    helm_release: {
      web: {
        values: [
          '{"manifests":[{"kind":"ServiceAccount","metadata":{"name":"web"},"role":${jsonencode(aws_iam_role.web.arn)},"note":"is ${aws_iam_role.web.name}"}]}',
        ],
      },
    },
  });
  const [account] = graph.ofType("kubernetes/ServiceAccount");
  if (!account) throw new Error("no service account");
  expect(graph.attribute(account, "role").kind).toBe("unknown");
  expect(graph.attribute(account, "note").kind).toBe("unknown");
  expect(graph.references(account, "role").map(({ address }) => address)).toEqual(["aws_iam_role.web"]);
});

test.each([
  ["kubernetes_manifest", { manifest: deployment }],
  [
    "kubectl_manifest",
    { yaml_body: "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n" },
  ],
])("%s applies an object", (type, body) => {
  expect(manifestsOf({ [type]: { a: body } })).toMatchObject([
    { address: `${type}.a["Deployment/shop/web"]`, type: "kubernetes/Deployment", body: deployment },
  ]);
});

test("every YAML document and every list item is an object", () => {
  const yaml_body =
    "kind: ConfigMap\nmetadata: {name: a}\n---\nkind: List\nitems: [{kind: Pod, metadata: {name: b}}]\n";
  expect(manifestsOf({ kubectl_manifest: { a: { yaml_body } } }).map(({ address }) => address)).toEqual([
    'kubectl_manifest.a["ConfigMap/a"]',
    'kubectl_manifest.a["Pod/b"]',
  ]);
});

test("typed resources of the provider are read as the object they create", () => {
  const metadata = { name: "shop", labels: { team: "a" } };
  expect(manifestsOf({ kubernetes_namespace_v1: { shop: { metadata: [metadata] } } })).toMatchObject([
    { type: "kubernetes/Namespace", body: { apiVersion: "v1", kind: "Namespace", metadata } },
  ]);
});

test("objects with the same kind and name from two API groups have two addresses", () => {
  const manifests = ["v1", "serving.knative.dev/v1"].map((apiVersion) => ({
    apiVersion,
    kind: "Service",
    metadata: { name: "web" },
  }));
  const addresses = manifestsOf({ helm_release: { a: { values: [JSON.stringify({ manifests })] } } });
  expect(addresses.map(({ address }) => address)).toEqual([
    'helm_release.a["Service/web"]',
    'helm_release.a["Service.serving.knative.dev/web"]',
  ]);
});

test.each([
  ["nothing", undefined],
  ["no object", "42"],
  ["no YAML", "a: [b"],
  ["an expression", '${file("manifests.yaml")}'],
  [
    "an alias bomb",
    `a: &a [x,x]\n${[..."bcdefghijklm"].map((k, i) => `${k}: &${k} [${`*${"abcdefghijkl"[i]},`.repeat(9)}]`).join("\n")}`,
  ],
  ["endless nesting", "[".repeat(20000)],
])("a text with %s has no objects", (_, yaml_body) => {
  expect(manifestsOf({ kubectl_manifest: { a: { yaml_body } } })).toEqual([]);
});
