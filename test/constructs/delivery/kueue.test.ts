import { Kueue } from "../../../src/constructs/delivery/kueue";
import { buildComponent } from "../build-component";

test("each team has a queue with its quota, and borrows unused capacity of others", () => {
  const { manifest } = buildComponent(
    (scope) => new Kueue(scope, "k", { queues: [{ name: "fraud", cpu: 16, memoryGiB: 64, gpus: 1 }] }),
  );
  const { cohortName, resourceGroups } = manifest("ClusterQueue").spec;
  expect(cohortName).toBe("platform");
  expect(resourceGroups[0].flavors[0].resources).toEqual([
    { name: "cpu", nominalQuota: "16" },
    { name: "memory", nominalQuota: "64Gi" },
  ]);
  expect(resourceGroups[1].flavors[0].resources).toEqual([{ name: "nvidia.com/gpu", nominalQuota: "1" }]);
});

test("jobs in a queue run on GPU nodes, which are reserved for pods that tolerate them", () => {
  const { manifest } = buildComponent((scope) => new Kueue(scope, "k", { queues: [] }));
  expect(manifest("ResourceFlavor", "gpu").spec).toEqual({
    nodeLabels: { "mlops/pool": "gpu" },
    tolerations: [
      { key: "mlops/pool", operator: "Equal", value: "gpu", effect: "NoSchedule" },
      { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    ],
  });
});

test("a job that requests processors and GPUs is assigned to one pool", () => {
  const { manifest } = buildComponent(
    (scope) => new Kueue(scope, "k", { queues: [{ name: "fraud", cpu: 16, memoryGiB: 64, gpus: 1 }] }),
  );
  const groups: { flavors: { name: string }[] }[] = manifest("ClusterQueue").spec.resourceGroups;
  const labels = groups.map(({ flavors: [flavor] }) => manifest("ResourceFlavor", flavor?.name).spec.nodeLabels ?? {});
  const keys = labels.flatMap((each) => Object.keys(each));
  expect(keys).toEqual(["mlops/pool"]);
});

test("queues are for jobs of teams: nothing of the platform waits for Kueue", () => {
  const { values } = buildComponent((scope) => new Kueue(scope, "k", { queues: [] }));
  const manager = JSON.parse(values("kueue").managerConfig.controllerManagerConfigYaml);
  expect(manager.managedJobsNamespaceSelector).toEqual({
    matchExpressions: [{ key: "mlops/team", operator: "Exists" }],
  });
  expect(manager.integrations.frameworks).toEqual([
    "batch/job",
    "jobset.x-k8s.io/jobset",
    "trainer.kubeflow.org/trainjob",
  ]);
});

test("its pods start on a node that has their image, without the registry", () => {
  const { values } = buildComponent((scope) => new Kueue(scope, "k", { queues: [] }));
  expect(values("kueue").controllerManager.manager.image.pullPolicy).toBe("IfNotPresent");
});
