import { helmValues, type Resource } from "../../../src/review/model";
import { endpointFiles } from "../../../src/stacks/models/endpoint-files";
import { graphOf } from "../shipped";
import { declared, ENDPOINT, LITE_WITH_MODEL, STANDARD_WITH_MODEL } from "./with-models";

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
type Anything = any;

const graph = graphOf(LITE_WITH_MODEL);
const releases = graph.ofType("helm_release");
const manifestsIn = (release: Resource): Anything[] => (helmValues(release).values as Anything).manifests ?? [];
const manifests = releases.flatMap(manifestsIn);
const manifest = (kind: string, name: string) =>
  manifests.find((each) => each.kind === kind && each.metadata.name === name);

test("models come after the platform, in a stack of their own", () => {
  expect(graph.stacks.map(({ name }) => name)).toEqual([
    "kubernetes-dev-foundation",
    "kubernetes-dev-platform",
    "kubernetes-dev-models",
  ]);
});

test("a model reads its own versions and logs its requests with a key of its own", () => {
  const account = manifest("ServiceAccount", "model-fraud-detection");
  expect(account.secrets).toEqual([{ name: "object-store-endpoint-fraud-detection" }]);
  const store = JSON.stringify(manifest("StatefulSet", "object-store"));
  const [, actions = ""] = /endpoint-fraud-detection.{0,220}?\\"actions\\":\[([^\]]*)\]/.exec(store) ?? [];
  expect(actions.replaceAll(/[\\"]/g, "").split(",")).toEqual([
    "Read:acme-dev-models/fraud/fraud-detection/*",
    "List:acme-dev-models/fraud/fraud-detection/*",
    "Read:acme-dev-model?",
    "Read:acme-dev-logs/payloads/fraud/fraud-detection/*",
    "List:acme-dev-logs/payloads/fraud/fraud-detection/*",
    "Read:acme-dev-log?",
    "Write:acme-dev-logs/payloads/fraud/fraud-detection/*",
    "Tagging:acme-dev-logs/payloads/fraud/fraud-detection/*",
  ]);
});

test("KServe's agent finds the store by its address: there are no host names for buckets", () => {
  const { metadata } = manifest("ExternalSecret", "object-store-endpoint-fraud-detection").spec.target.template;
  expect(metadata.annotations).toMatchObject({
    "serving.kserve.io/s3-endpoint": "object-store.foundation.svc.cluster.local:8333",
    "serving.kserve.io/s3-usehttps": "0",
    "serving.kserve.io/s3-usevirtualbucket": "false",
  });
});

test("requests are logged below the folder that the model's key may write", () => {
  const { models, platform } = LITE_WITH_MODEL;
  const [model] = models?.endpoints ?? [];
  if (!model || !platform) throw new Error("it serves a model");
  const endpoint = endpointFiles({ ...LITE_WITH_MODEL, platform }, model, "1")["endpoint.yaml"] as Anything;
  expect(endpoint.spec.predictor.logger).toMatchObject({
    url: "s3://acme-dev-logs/payloads",
    storage: { parameters: { type: "s3" }, serviceAccountName: "model-fraud-detection" },
  });
  expect(model.storageUri).toBe("s3://acme-dev-models/fraud/fraud-detection");
});

const KEY = [{ secretRef: { name: "object-store-model-delivery-1" } }];

test("gates and the drift job read the object store with the key of model delivery", () => {
  const gates: Anything[] = manifest("WorkflowTemplate", "model-gates").spec.templates;
  const containers = gates.flatMap(({ name, container }) => (container ? [[name, container.envFrom] as const] : []));
  expect(Object.fromEntries(containers)).toEqual({
    ...{ data: KEY, tests: KEY, champion: KEY, provenance: KEY, "load-master": KEY, "load-worker": KEY },
    // It only reads the results of the others.
    all: undefined,
  });
  const [drift] = manifest("CronJob", "drift-fraud-detection").spec.jobTemplate.spec.template.spec.containers;
  expect(drift.envFrom).toEqual(KEY);
});

test("its workflows keep outputs and logs where the key of model delivery may write", () => {
  const { metadata, data } = manifests.find(
    (each) =>
      each.kind === "ConfigMap" && each.metadata.namespace === "model-delivery" && /^artifact/.test(each.metadata.name),
  );
  const name = metadata.annotations["workflows.argoproj.io/default-artifact-repository"];
  expect(JSON.parse(data[name]).s3).toMatchObject({
    bucket: "acme-dev-pipelines",
    keyFormat: "workflows/{{workflow.namespace}}/{{workflow.name}}/{{pod.name}}",
    accessKeySecret: { name: "object-store-model-delivery-1", key: "AWS_ACCESS_KEY_ID" },
  });
  expect(JSON.stringify(manifest("StatefulSet", "object-store"))).toContain(
    "Write:acme-dev-pipelines/workflows/model-delivery/*",
  );
});

test("the key of model delivery comes after its namespace, which no other stack creates", () => {
  const [key] = releases.filter(({ name }) => name.startsWith("key-model-delivery"));
  expect(key?.stack).toBe("kubernetes-dev-models");
  expect(JSON.stringify(key?.body.depends_on)).toContain("delivery_namespace");
});

test("pods that serve models, and the jobs that release them, reach the object store", () => {
  const [policy] = graph
    .ofType("kubernetes_network_policy_v1")
    .filter(({ body }) => JSON.stringify(body.metadata).includes("allow-object-store"));
  const text = JSON.stringify(policy?.body.spec);
  for (const namespace of ["fraud", "model-delivery"]) expect(text).toContain(`"${namespace}"`);
});

test("a model called delivery has another key than the jobs", () => {
  const environment = declared(
    { components: { "argo-cd": true, "argo-workflows": true, pushgateway: true } },
    { canary: { steps: [100] }, endpoints: [{ ...ENDPOINT, name: "delivery" }] },
  );
  const keys = graphOf(environment)
    .ofType("helm_release")
    .flatMap(manifestsIn)
    .filter(({ kind, metadata }) => kind === "ExternalSecret" && /^object-store-/.test(metadata.name))
    .map(({ metadata }) => `${metadata.namespace} ${metadata.name}`);
  expect(keys.sort()).toEqual([
    "fraud object-store-endpoint-delivery",
    "fraud object-store-team-fraud",
    "mlflow object-store-mlflow-1",
    "model-delivery object-store-model-delivery-1",
  ]);
});

test("with Knative, releases are canaries", () => {
  const release = graphOf(STANDARD_WITH_MODEL)
    .ofType("helm_release")
    .flatMap(manifestsIn)
    .find(({ kind, metadata }) => kind === "WorkflowTemplate" && metadata.name === "release-model");
  expect(release.spec.templates.map(({ name }: Anything) => name)).toContain("watch-10");
});

test("images of the jobs are in the registry of the repository, and its workflows sign models", () => {
  const text = JSON.stringify(manifests);
  expect(text).toContain(`ghcr.io/acme/ml-platform/model-delivery@sha256:${"0".repeat(64)}`);
  expect(text).not.toMatch(/amazonaws|pkg\.dev|gserviceaccount|awskms|gcpkms/);
});

test("the longest name of a model leaves every Helm release a name that Helm accepts", () => {
  const name = "m".repeat(40);
  const components = { "argo-cd": true, "argo-workflows": true, pushgateway: true };
  const environment = declared({ components }, { canary: { steps: [100] }, endpoints: [{ ...ENDPOINT, name }] });
  const names = graphOf(environment)
    .ofType("helm_release")
    .map(({ body }) => String(body.name));
  // https://github.com/helm/helm/blob/v3.18.0/pkg/action/install.go#L59
  expect(names.filter((each) => each.length > 53)).toEqual([]);
  expect(names).toContain(`key-endpoint-${name}`);
});
