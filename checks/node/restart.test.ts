import { type Node, nodeOf } from "./node";
import { placeOf } from "./place";
import { reaches, service, shellPod } from "./shell-pod";
import { type StartedNode, startNode } from "./start-node";
import { until } from "./until";

/** Without the socket of a container runtime, the cluster is not a node of this machine. */
const reason = process.env.CONTAINERD ? "" : "the node that KUBECONFIG names is not ours to restart";

if (reason !== "") console.warn(`A restart of a node is not checked: ${reason}.`);

/** A node of its own: other files run on the shared one. */
const place = placeOf(61);
const NAMESPACE = "default";
const WEB = `http://web.${NAMESPACE}`;

let started: StartedNode | undefined;
let node: Node;

beforeAll(async () => {
  if (reason !== "") return;
  started = await startNode(place);
  node = nodeOf(started);
  await node.apply([
    {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data", namespace: NAMESPACE },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "16Mi" } } },
    },
    // What it serves is on its volume.
    shellPod("web", NAMESPACE, { claim: "data", command: ["httpd", "-f", "-p", "8080", "-h", "/data"] }),
    service("web", NAMESPACE),
    ...["friend", "stranger"].map((name) => shellPod(name, NAMESPACE)),
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "web", namespace: NAMESPACE },
      spec: {
        podSelector: { matchLabels: { app: "web" } },
        ingress: [{ from: [{ podSelector: { matchLabels: { app: "friend" } } }] }],
      },
    },
  ]);
  for (const pod of ["web", "friend", "stranger"]) await node.waitFor(`pod/${pod}`, "condition=Ready");
  await node.exec("web", NAMESPACE, ["sh", "-c", "echo hello > /data/index.html"]);
}, 600_000);

afterAll(() => started?.stop(), 60_000);

/** Of the pods of the test, by pod: address, container, and whether it is ready. */
async function pods(): Promise<Record<string, { container: string; address: string; ready: boolean }>> {
  const { items } = JSON.parse(await node.kubectl(["get", "pods", `--namespace=${NAMESPACE}`, "--output=json"]));
  return Object.fromEntries(
    items.map(({ metadata, status }: { metadata: { name: string }; status: PodStatus }) => {
      const [{ containerID, ready }] = status.containerStatuses;
      return [metadata.name, { container: containerID, address: status.podIP, ready }];
    }),
  );
}

interface PodStatus {
  readonly podIP: string;
  readonly containerStatuses: readonly [{ readonly containerID: string; readonly ready: boolean }];
}

(reason === "" ? test : test.skip)(
  "after a restart of the node its pods run again with their data, names and policies",
  async () => {
    const isAsBefore = () =>
      until("only the friend reaches the server by its name", 60, async () => {
        if (!(await reaches(node, "friend", NAMESPACE, WEB))) throw new Error("the friend does not reach it");
        return !(await reaches(node, "stranger", NAMESPACE, WEB));
      });
    await isAsBefore();
    const before = await pods();
    await started?.restart();

    await until("each pod has a new container", 120, async () => {
      const now = await pods();
      return Object.keys(before).every((pod) => now[pod]?.ready && now[pod].container !== before[pod]?.container);
    });
    await isAsBefore();
    // The stranger is kept from the server by the policy alone.
    await node.kubectl(["delete", "networkpolicy/web", `--namespace=${NAMESPACE}`]);
    await until("the stranger reaches it without the policy", 40, () => reaches(node, "stranger", NAMESPACE, WEB));
  },
  600_000,
);
