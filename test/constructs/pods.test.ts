import {
  ArgoWorkflows,
  CertManager,
  ExternalSecrets,
  Istio,
  Knative,
  Kserve,
  KubeflowTrainer,
  Kueue,
  MetricsServer,
  Prefect,
  Velero,
} from "../../src/constructs";
import type { Component, ComponentProps } from "../../src/constructs/kubernetes/component";
import type { Construct } from "../../src/framework/terraform";
import { bucket, buildComponent, DOMAIN, IDENTITY, SERVER, SIGN_ON } from "./build-component";

type Build = (scope: Construct, props: ComponentProps) => Component;

const argoWorkflows: Build = (scope, props) =>
  new ArgoWorkflows(scope, "a", {
    ...props,
    artifacts: bucket("acme-pipelines"),
    domain: DOMAIN,
    signOn: SIGN_ON,
  });
const certManager: Build = (scope, props) =>
  new CertManager(scope, "c", { ...props, identity: IDENTITY, solver: {}, email: "ml@example.com" });
const externalSecrets: Build = (scope, props) =>
  new ExternalSecrets(scope, "e", { ...props, identity: IDENTITY, provider: {} });
const kserve = (scope: Construct) => new Kserve(scope, "k", { mode: "Knative", domain: DOMAIN });
const prefect: Build = (scope, props) =>
  new Prefect(scope, "p", { ...props, identity: IDENTITY, server: SERVER, domain: DOMAIN });
const trainer: Build = (scope, props) => new KubeflowTrainer(scope, "t", props);
const velero = (scope: Construct) =>
  new Velero(scope, "v", {
    identity: IDENTITY,
    bucket: bucket("acme-backups"),
    plugin: { provider: "aws", image: "docker.io/velero/velero-plugin-for-aws:v1.13.1", config: {} },
    snapshots: { driver: "ebs.csi.aws.com", parameters: {} },
    retentionDays: 30,
  });

const SECCOMP = { seccompProfile: { type: "RuntimeDefault" } };

describe.each<[string, string, string, Build, Record<string, string>]>([
  [
    "argo-workflows",
    "argo-workflows",
    "controller",
    argoWorkflows,
    { "app.kubernetes.io/name": "argo-workflows-workflow-controller" },
  ],
  ["argo-workflows", "argo-workflows", "server", argoWorkflows, { "app.kubernetes.io/name": "argo-workflows-server" }],
  ["cert-manager", "cert-manager", "", certManager, { "app.kubernetes.io/component": "controller" }],
  ["cert-manager", "cert-manager", "webhook", certManager, { "app.kubernetes.io/component": "webhook" }],
  [
    "external-secrets",
    "external-secrets",
    "webhook",
    externalSecrets,
    { "app.kubernetes.io/name": "external-secrets-webhook" },
  ],
  ["istio", "istiod", "", (scope, props) => new Istio(scope, "i", props), { app: "istiod" }],
  [
    "kueue",
    "kueue",
    "controllerManager",
    (scope, props) => new Kueue(scope, "k", { ...props, queues: [] }),
    { "app.kubernetes.io/name": "kueue" },
  ],
  [
    "metrics-server",
    "metrics-server",
    "",
    (scope, props) => new MetricsServer(scope, "m", props),
    { "app.kubernetes.io/name": "metrics-server" },
  ],
])("replicas of %s: %s %s", (_, chart, block, build, labels) => {
  const spreadOf = (highlyAvailable: boolean) => {
    const values = buildComponent((scope) => build(scope, { highlyAvailable })).values(chart);
    return (block === "" ? values : values[block]).topologySpreadConstraints;
  };

  test("are in different zones and on different nodes", () => {
    const constraints: { topologyKey: string; labelSelector: object }[] = spreadOf(true);
    expect(constraints.map(({ topologyKey }) => topologyKey)).toEqual([
      "topology.kubernetes.io/zone",
      "kubernetes.io/hostname",
    ]);
    expect(constraints[0]?.labelSelector).toMatchObject({ matchLabels: labels });
  });

  test("may be anywhere if there is only one", () => expect(spreadOf(false)).toBeUndefined());
});

test.each<[string, string, string, Build]>([
  ["Prefect's workers", "prefect-worker", "worker", prefect],
  ["Trainer's controllers", "kubeflow-trainer", "manager", trainer],
])("%s prefer other nodes, because their chart can't spread pods", (_, chart, block, build) => {
  const affinity = (highlyAvailable: boolean) =>
    buildComponent((scope) => build(scope, { highlyAvailable })).values(chart)[block].affinity;
  expect(affinity(true).podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  expect(affinity(false)).toBeUndefined();
});

describe("requirements of a namespace's level for its pods", () => {
  test("workflows run their steps as non-root, including in the namespaces of teams", () => {
    const values = buildComponent((scope) => argoWorkflows(scope, {})).values("argo-workflows");
    expect(values.controller.podSecurityContext).toEqual(SECCOMP);
    expect(values.server.podSecurityContext).toEqual(SECCOMP);
    expect(values.controller.workflowDefaults.spec.securityContext).toMatchObject({ runAsNonRoot: true, ...SECCOMP });
    for (const container of [values.executor, values.mainContainer]) {
      expect(container.securityContext).toEqual({
        ...SECCOMP,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        runAsNonRoot: true,
      });
    }
  });

  test("every model server and storage initializer sets a seccomp profile", () => {
    const { values } = buildComponent(kserve);
    const { enabled, vllmserver, ...runtimes } = values("kserve-runtime-configs").kserve.servingruntime;
    expect(enabled).toBe(true);
    expect(vllmserver).toEqual({ disabled: true });
    expect(Object.keys(runtimes)).toContain("huggingfaceserver");
    for (const runtime of Object.values(runtimes)) expect(runtime).toEqual({ securityContext: SECCOMP });
    expect(values("kserve-resources").kserve.storage.containerSecurityContext).toEqual(SECCOMP);
  });

  test("revisions are restricted by default, and their proxy is small", () => {
    const { manifest, namespace } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
    const { config } = manifest("KnativeServing").spec;
    expect(config.features["secure-pod-defaults"]).toBe("enabled");
    expect(config.deployment["queue-sidecar-memory-limit"]).toBe("256Mi");
    expect(namespace.metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("baseline");
  });

  test("training runs as a non-root user, and nothing downloads kubectl as root", () => {
    const { manifest, values, kinds } = buildComponent((scope) => trainer(scope, {}));
    expect(values("kubeflow-trainer").runtimes).toEqual({ defaultEnabled: false });
    const [job] = manifest("ClusterTrainingRuntime", "torch-distributed").spec.template.spec.replicatedJobs;
    const pod = job.template.spec.template.spec;
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, ...SECCOMP });
    expect(pod.containers[0].image).toBe("docker.io/pytorch/pytorch:2.13.0-cuda13.0-cudnn9-runtime");
    expect(kinds).toContain("PodDisruptionBudget");
    expect(buildComponent((scope) => trainer(scope, { highlyAvailable: false })).kinds).not.toContain(
      "PodDisruptionBudget",
    );
  });

  test("a pod that is not ready never blocks the drain of its node", () => {
    const { spec } = buildComponent((scope) => trainer(scope, {})).manifest("PodDisruptionBudget");
    expect(spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" });
  });

  test("Velero and its plugin can't escalate privileges, and write only where allowed", () => {
    const values = buildComponent(velero).values("velero");
    const hardened = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true };
    expect(values.containerSecurityContext).toEqual(hardened);
    expect(values.initContainers[0]).toMatchObject({ securityContext: hardened, resources: { limits: {} } });
  });
});
