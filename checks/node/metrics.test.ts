import { openNode } from "./node";
import { shellPod } from "./shell-pod";
import { temporaryNamespace } from "./temporary-namespace";
import { until } from "./until";

test("the kubelet reports the memory of a container, which Prometheus reads", async () => {
  const node = openNode();
  const namespace = await temporaryNamespace(node);
  await node.apply([shellPod("measured", namespace)]);
  await node.waitFor("pod/measured", "condition=Ready", { namespace });
  const place = ["get", "pod/measured", `--namespace=${namespace}`, "--output=jsonpath={.spec.nodeName}"];
  const path = `/api/v1/nodes/${await node.kubectl(place)}/proxy/metrics/cadvisor`;
  const bytes = await until("the container's memory is reported", 60, async () => {
    const metrics = await node.kubectl(["get", "--raw", path]);
    const series = metrics.split("\n").filter((line) => line.startsWith("container_memory_working_set_bytes{"));
    const own = series.find((line) => line.includes(`container="shell"`) && line.includes(`namespace="${namespace}"`));
    return own?.split(" ")[1];
  });
  expect(Number(bytes)).toBeGreaterThan(10_000);
}, 400_000);
