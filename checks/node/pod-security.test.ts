import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { openNode } from "./node";
import { shellPod } from "./shell-pod";
import { temporaryNamespace } from "./temporary-namespace";

const node = openNode();
let namespace: string;

beforeAll(async () => {
  namespace = await temporaryNamespace(node, { "pod-security.kubernetes.io/enforce": "restricted" });
});

test("the level restricted refuses a pod that may run as root", async () => {
  const pod = shellPod("root", namespace);
  const careless: Manifest = { ...pod, spec: { ...(pod.spec as object), securityContext: {} } };
  await expect(node.apply([careless])).rejects.toThrow(/violates PodSecurity "restricted.*runAsNonRoot/s);
}, 400_000);

test("it admits a pod without privileges, which runs as its user", async () => {
  await node.apply([shellPod("user", namespace)]);
  await node.waitFor("pod/user", "condition=Ready", { namespace });
  expect((await node.exec("user", namespace, ["id", "-u"])).output).toBe("1000\n");
  const status = await node.exec("user", namespace, [
    "grep",
    "-E",
    "^(CapEff|NoNewPrivs|Seccomp):",
    "/proc/self/status",
  ]);
  expect(status.output.replaceAll("\t", " ")).toBe("CapEff: 0000000000000000\nNoNewPrivs: 1\nSeccomp: 2\n");
}, 400_000);
