import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addOns, DNS_IMAGE, SHELL_IMAGE } from "./add-ons";
import { writeCertificates } from "./certificates";
import { daemons } from "./daemons";
import { daemonsScript } from "./daemons-script";
import { loadImages } from "./images/load-images";
import { SANDBOX } from "./images/sandbox";
import { end, killProcesses, runs, startProcesses } from "./namespaces";
import { type Access, type Node, nodeOf } from "./node";
import { NODE_NAME, type Place } from "./place";
import { missing } from "./prerequisites";
import { buildPrograms } from "./programs";
import { writeSettings } from "./settings";
import { until } from "./until";

/** Of each step of a start, in seconds. An idle machine needs a tenth of it. */
const DEADLINE = 180;

export interface StartedNode extends Access {
  /**
   * Kills every process of the node, as if the machine had lost its power, and starts them again on the same files.
   * @throws Error if DNS does not answer again
   */
  readonly restart: () => Promise<void>;
  /** Ends every process of the node and removes everything that it wrote. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a Kubernetes node on this machine: control plane, kubelet, Services, DNS, NetworkPolicies, volumes. It ends
 * with this process, even a killed one.
 * @throws Error if the machine can't run one, or another node is in this place
 */
export async function startNode(place: Place): Promise<StartedNode> {
  const reason = missing();
  if (reason !== "") throw new Error(`This machine can't run a node: ${reason}`);
  if (runs(place)) throw new Error(`A node is running in ${place.folder}.`);
  const programs = buildPrograms();
  await clear(place);
  for (const folder of ["network", "volumes"]) mkdirSync(join(place.folder, folder), { recursive: true });
  writeCertificates(place);
  writeSettings(place);
  writeFileSync(join(place.folder, "daemons.sh"), daemonsScript(daemons(place, programs)));
  const containerd = join(place.folder, "containerd.sock");
  const access = { kubeconfig: join(place.folder, "admin.kubeconfig"), kubectl: programs.kubectl, containerd };
  const node = nodeOf(access);
  let processes = startProcesses(place);
  const stop = async () => {
    killProcesses(processes);
    await clear(place);
  };
  const restart = async () => {
    const before = await dnsContainers(node);
    killProcesses(processes);
    await end(place);
    processes = startProcesses(place);
    await becomeReadyAgain(node, before).catch((error) => fail(place, error));
  };
  await becomeReady(node, place, containerd).catch((error) => fail(place, error).finally(stop));
  return { ...access, restart, stop };
}

async function becomeReady(node: Node, place: Place, containerd: string): Promise<void> {
  await until("containerd answers", DEADLINE, () => statSync(containerd).isSocket());
  await loadImages(containerd, [SANDBOX, DNS_IMAGE, SHELL_IMAGE]);
  await until("the API server answers", DEADLINE, () => node.kubectl(["get", "--raw", "/readyz"]));
  await node.apply(addOns(place));
  await until("the node is registered", DEADLINE, () => node.kubectl(["get", "node", NODE_NAME]));
  await node.waitFor(`node/${NODE_NAME}`, "condition=Ready", { seconds: DEADLINE });
  await node.waitFor("deployment/coredns", "condition=Available", { namespace: "kube-system", seconds: DEADLINE });
}

/** The conditions in the API server are those from before the restart; only other containers show that it is over. */
async function becomeReadyAgain(node: Node, before: readonly Container[]): Promise<void> {
  const old = before.map(({ containerID }) => containerID);
  await until("DNS answers from a new container", DEADLINE, async () => {
    const now = await dnsContainers(node);
    return now.length > 0 && now.every(({ containerID, ready }) => ready && !old.includes(containerID));
  });
}

interface Container {
  readonly containerID: string;
  readonly ready: boolean;
}

async function dnsContainers(node: Node): Promise<readonly Container[]> {
  const pods = ["get", "pods", "--namespace=kube-system", "--selector=k8s-app=kube-dns", "--output=json"];
  const { items } = JSON.parse(await node.kubectl(pods));
  return items.flatMap(({ status }: { status: { containerStatuses?: Container[] } }) => status.containerStatuses ?? []);
}

/** Removes what is left of a node in this place after its end. */
async function clear(place: Place): Promise<void> {
  await end(place);
  rmSync(place.folder, { recursive: true, force: true });
}

/** @throws Error with the ends of the logs */
async function fail({ folder }: Place, error: unknown): Promise<never> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".log"));
  const logs = files.map((name) => `${name}: ${readFileSync(join(folder, name), "utf8").slice(-1000)}`);
  const reason = error instanceof Error ? error.message : error;
  throw new Error(`The node did not become ready: ${reason}\n${logs.join("\n")}`);
}
