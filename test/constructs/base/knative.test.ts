import { Knative } from "../../../src/constructs/base/knative";
import type { ManifestBundle } from "../../../src/constructs/kubernetes/manifest-bundle";
import { buildComponent, DOMAIN } from "../build-component";

test("Knative serves on the entry gateway, and exposes the metrics that canaries are judged by", () => {
  const { manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  expect(manifest("KnativeServing").spec).toMatchObject({
    version: "1.21.1",
    "high-availability": { replicas: 2 },
    config: {
      domain: { [DOMAIN]: "" },
      observability: { "request-metrics-protocol": "prometheus" },
      istio: { "external-gateways": expect.stringContaining("istio-ingressgateway.entry.svc.cluster.local") },
    },
  });
  expect(manifest("PodMonitor").spec.podTargetLabels).toContain("serving.knative.dev/revision");
});

test("Knative is ready when its step ends: a job waits for it, within Helm's timeout", () => {
  const { component, manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  const job = manifest("Job", "knative-ready");
  expect(job.metadata.annotations["helm.sh/hook"]).toBe("post-install,post-upgrade");
  const [container] = job.spec.template.spec.containers;
  const { name, namespace } = manifest("KnativeServing").metadata;
  expect(container.command).toEqual(
    expect.arrayContaining(["wait", `knativeserving/${name}`, `--namespace=${namespace}`, "--for=condition=Ready"]),
  );
  const [, seconds] = /--timeout=(\d+)s/.exec(container.command.join(" ")) ?? [];
  const { timeoutInput } = (component.last as ManifestBundle).release;
  expect(timeoutInput).toBeGreaterThan(Number(seconds));
  expect(job.spec.activeDeadlineSeconds).toBeGreaterThan(Number(seconds));
});

test("each of Knative's pods gets the memory that the inventory counts for it", () => {
  const { component, manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  const given = manifest("KnativeServing").spec.deployments.map(
    ({ name, resources: [{ limits }] }: { name: string; resources: [{ limits: { memory: string } }] }) => [
      name,
      limits.memory,
    ],
  );
  const counted = component.workloads
    .filter(({ name }) => name !== "knative-operator" && name !== "operator-webhook")
    .map(({ name, memoryMiB }) => [name, `${memoryMiB}Mi`]);
  expect(Object.fromEntries(given)).toEqual(Object.fromEntries(counted));
});

test("the pods of Knative's integration of Istio have one container each, of another name", () => {
  const { manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  expect(manifest("KnativeServing").spec.deployments).toEqual(
    expect.arrayContaining([
      { name: "net-istio-controller", resources: [expect.objectContaining({ container: "controller" })] },
      { name: "net-istio-webhook", resources: [expect.objectContaining({ container: "webhook" })] },
    ]),
  );
});

test("a revision may wait for a GPU node, its image and its model", () => {
  const { manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  const deadline = manifest("KnativeServing").spec.config.deployment["progress-deadline"];
  expect(Number.parseInt(deadline, 10)).toBeGreaterThanOrEqual(1800);
});

test("Knative leaves the tags of a mirror to the nodes, but of no other registry", () => {
  const deploymentOf = (mirror: string) =>
    buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN, mirror })).manifest("KnativeServing").spec
      .config.deployment;
  expect(deploymentOf("oci://registry.example.com:5000/mirror")["registries-skipping-tag-resolving"]).toBe(
    "kind.local,ko.local,dev.local,registry.example.com:5000",
  );
  expect(deploymentOf("")).not.toHaveProperty("registries-skipping-tag-resolving");
});

test.each([
  [true, "50%"],
  [false, 0],
] as const)(
  "nodes can be drained: of Knative's pods (several: %s) at least %s stay",
  (highlyAvailable, minAvailable) => {
    const { manifest } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN, highlyAvailable }));
    expect(manifest("KnativeServing").spec.podDisruptionBudgets).toEqual([
      { name: "activator-pdb", minAvailable },
      { name: "webhook-pdb", minAvailable },
    ]);
  },
);

test("a second deployment leaves the namespace's labels that Knative's operator sets", () => {
  const { namespace } = buildComponent((scope) => new Knative(scope, "k", { domain: DOMAIN }));
  expect(namespace.lifecycle.ignore_changes).toEqual([
    'metadata[0].labels["app.kubernetes.io/name"]',
    'metadata[0].labels["app.kubernetes.io/version"]',
  ]);
});
