import { openNode } from "./node";
import { reaches, service, shellPod, webPod } from "./shell-pod";
import { temporaryNamespace } from "./temporary-namespace";

const node = openNode();
let namespace: string;

beforeAll(async () => {
  namespace = await temporaryNamespace(node);
  await node.apply([webPod("web", namespace), service("web", namespace), shellPod("client", namespace)]);
  await node.waitFor("pod/web", "condition=Ready", { namespace });
  await node.waitFor("pod/client", "condition=Ready", { namespace });
}, 400_000);

test("a pod finds a Service by its name, and reaches its pods", async () => {
  const { output } = await node.exec("client", namespace, ["nslookup", `web.${namespace}.svc.cluster.local`]);
  const address = await node.kubectl(["get", "service/web", `-n${namespace}`, "--output=jsonpath={.spec.clusterIP}"]);
  expect(output).toContain(`Address: ${address}`);
  expect(await reaches(node, "client", namespace, "http://web")).toBe(true);
}, 400_000);

test("the name of a Service that does not exist does not resolve", async () => {
  const { status, output } = await node.exec("client", namespace, ["nslookup", `none.${namespace}.svc.cluster.local`]);
  expect(status).not.toBe(0);
  expect(output).toContain("NXDOMAIN");
}, 400_000);
