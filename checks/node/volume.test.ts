import { openNode } from "./node";
import { shellPod } from "./shell-pod";
import { temporaryNamespace } from "./temporary-namespace";

test("a claim without a storage class gets a volume, whose files survive the pod", async () => {
  const node = openNode();
  const namespace = await temporaryNamespace(node);
  await node.apply([
    {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data", namespace },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "16Mi" } } },
    },
    shellPod("writer", namespace, { claim: "data" }),
  ]);
  await node.waitFor("pod/writer", "condition=Ready", { namespace });
  const written = await node.exec("writer", namespace, ["sh", "-c", "echo kept > /data/file"]);
  expect(written).toMatchObject({ status: 0, error: "" });
  await node.kubectl(["delete", "pod/writer", `--namespace=${namespace}`]);
  await node.apply([shellPod("reader", namespace, { claim: "data" })]);
  await node.waitFor("pod/reader", "condition=Ready", { namespace });
  expect((await node.exec("reader", namespace, ["cat", "/data/file"])).output).toBe("kept\n");
}, 400_000);
