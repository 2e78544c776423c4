import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { openNode } from "./node";
import { reaches, service, shellPod, webPod } from "./shell-pod";
import { temporaryNamespace } from "./temporary-namespace";
import { until } from "./until";

const node = openNode();
let [server, friend, stranger]: [string, string, string] = ["", "", ""];

beforeAll(async () => {
  [server, friend, stranger] = [
    await temporaryNamespace(node),
    await temporaryNamespace(node, { friend: "true" }),
    await temporaryNamespace(node),
  ];
  await node.apply([webPod("web", server), service("web", server), shellPod("local", server)]);
  await node.apply([friend, stranger].map((namespace) => shellPod("client", namespace)));
  const pods: readonly [string, string][] = [
    ["web", server],
    ["local", server],
    ["client", friend],
    ["client", stranger],
  ];
  for (const [pod, namespace] of pods) await node.waitFor(`pod/${pod}`, "condition=Ready", { namespace });
}, 400_000);

/** Whether a pod reaches the server; a policy takes some seconds to apply. */
const becomes = (what: string, pod: string, namespace: string, expected: boolean) =>
  until(what, 40, async () => (await reaches(node, pod, namespace, `http://web.${server}`)) === expected);

function policy(name: string, namespace: string, spec: Manifest["spec"]): Manifest {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace }, spec };
}

test("without a policy everyone reaches the server", async () => {
  await becomes("a pod of the namespace reaches it", "local", server, true);
  await becomes("a pod of another namespace reaches it", "client", friend, true);
  await becomes("a pod of a third namespace reaches it", "client", stranger, true);
}, 400_000);

test("a policy denies what it does not admit, through the Service and at the pod's own address", async () => {
  await node.apply([policy("deny", server, { podSelector: {}, policyTypes: ["Ingress"] })]);
  await becomes("a pod of the namespace is denied", "local", server, false);
  await becomes("a pod of another namespace is denied", "client", friend, false);
  const address = await node.kubectl(["get", "pod/web", `-n${server}`, "--output=jsonpath={.status.podIP}"]);
  expect(await reaches(node, "client", friend, `http://${address}:8080`)).toBe(false);
}, 400_000);

test("a policy admits by namespace and port, and no other namespace", async () => {
  const from = [{ namespaceSelector: { matchLabels: { friend: "true" } } }];
  const ingress = [{ from, ports: [{ port: 8080, protocol: "TCP" }] }];
  await node.apply([policy("admit", server, { podSelector: { matchLabels: { app: "web" } }, ingress })]);
  await becomes("the admitted namespace reaches it", "client", friend, true);
  expect(await reaches(node, "client", stranger, `http://web.${server}`)).toBe(false);
}, 400_000);

test("a policy on egress denies even what the other side admits", async () => {
  await node.apply([policy("deny", friend, { podSelector: {}, policyTypes: ["Egress"] })]);
  await becomes("the caller's own policy denies it", "client", friend, false);
}, 400_000);

test("probes of the kubelet pass every policy", async () => {
  const probed = webPod("probed", server);
  const [container] = (probed.spec as { containers: Manifest[] }).containers;
  const readinessProbe = { httpGet: { path: "/", port: 8080 } };
  await node.apply([
    { ...probed, spec: { ...(probed.spec as object), containers: [{ ...container, readinessProbe }] } },
  ]);
  await node.waitFor("pod/probed", "condition=Ready", { namespace: server });
}, 400_000);
