import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { addOns, DNS_IMAGE, SHELL_IMAGE } from "./add-ons";
import { writeCertificates } from "./certificates";
import { createGroups, removeGroups } from "./control-groups";
import { daemons } from "./daemons";
import { daemonsScript } from "./daemons-script";
import { loadImages } from "./images/load-images";
import { SANDBOX } from "./images/sandbox";
import { type Access, nodeOf } from "./node";
import { NODE_NAME, type Place } from "./place";
import { missing } from "./prerequisites";
import { buildPrograms, type Programs } from "./programs";
import { writeSettings } from "./settings";
import { until } from "./until";

/** Of each step of a start, in seconds. An idle machine needs a tenth of it. */
const DEADLINE = 180;

export interface StartedNode extends Access {
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
  createGroups(place.link);
  const child = startNamespaces(place);
  const stop = async () => {
    child.kill("SIGKILL");
    await clear(place);
  };
  try {
    return { ...(await becomeReady(place, programs)), stop };
  } catch (error) {
    const report = logs(place);
    await stop();
    throw new Error(`The node did not become ready: ${error instanceof Error ? error.message : error}\n${report}`);
  }
}

/** The signal reaches the first process of the namespaces, and with it all others, when this process ends. */
function startNamespaces({ folder, link, host, address }: Place): ChildProcess {
  const output = openSync(join(folder, "node.log"), "a");
  const child = spawn(
    "setpriv",
    [
      "--pdeathsig=KILL",
      ...["unshare", "--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "--mount-proc"],
      ...["sh", join(__dirname, "namespaces.sh"), folder, link, host, address],
    ],
    { stdio: ["ignore", output, output] },
  );
  closeSync(output);
  writeFileSync(join(folder, "pid"), String(child.pid));
  return child;
}

async function becomeReady(place: Place, programs: Programs): Promise<Access> {
  const access = {
    kubeconfig: join(place.folder, "admin.kubeconfig"),
    kubectl: programs.kubectl,
    containerd: join(place.folder, "containerd.sock"),
  };
  const node = nodeOf(access);
  await until("containerd answers", DEADLINE, () => statSync(access.containerd).isSocket());
  await loadImages(access.containerd, [SANDBOX, DNS_IMAGE, SHELL_IMAGE]);
  await until("the API server answers", DEADLINE, () => node.kubectl(["get", "--raw", "/readyz"]));
  await node.apply(addOns(place));
  await until("the node is registered", DEADLINE, () => node.kubectl(["get", "node", NODE_NAME]));
  await node.waitFor(`node/${NODE_NAME}`, "condition=Ready", { seconds: DEADLINE });
  await node.waitFor("deployment/coredns", "condition=Available", { namespace: "kube-system", seconds: DEADLINE });
  return access;
}

/** Removes what is left of a node in this place after its end. */
async function clear(place: Place): Promise<void> {
  const { folder, link } = place;
  await until(`the node in ${folder} has ended`, 20, () => !runs(place));
  await removeGroups(link);
  if (existsSync(`/sys/class/net/${link}`)) execFileSync("ip", ["link", "delete", link]);
  rmSync(folder, { recursive: true, force: true });
}

/** Whether the process that holds the node's namespaces runs. Numbers of processes are used again. */
function runs({ folder }: Place): boolean {
  const file = join(folder, "pid");
  if (!existsSync(file)) return false;
  const command = `/proc/${readFileSync(file, "utf8")}/cmdline`;
  return existsSync(command) && readFileSync(command, "utf8").includes(folder);
}

function logs({ folder }: Place): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(".log"));
  return files.map((name) => `${name}: ${readFileSync(join(folder, name), "utf8").slice(-1000)}`).join("\n");
}
