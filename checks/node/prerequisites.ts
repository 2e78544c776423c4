import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "../build-go";

/** Debian's package of each program. */
const PROGRAMS: Readonly<Record<string, string>> = {
  containerd: "containerd",
  runc: "runc",
  etcd: "etcd-server",
  nft: "nftables",
  iptables: "iptables",
  ipset: "ipset",
  conntrack: "conntrack",
  ethtool: "ethtool",
  socat: "socat",
  debootstrap: "debootstrap",
  go: "golang-go",
  openssl: "openssl",
};

const NETWORK_PLUGIN = "/usr/lib/cni/ptp";

/** Why this machine can't run a node, in one line; empty if it can. */
export function missing(): string {
  if (process.platform !== "linux") return "it is not Linux";
  if (process.getuid?.() !== 0) return "only root can create a node's network and mounts";
  const absent = Object.entries(PROGRAMS).filter(([program]) => spawnSync("which", [program]).status !== 0);
  const packages = absent.map(([, name]) => name);
  if (!existsSync(NETWORK_PLUGIN)) packages.push("containernetworking-plugins");
  if (packages.length > 0) return `Debian's packages ${packages.join(", ")} are missing`;
  const refusal = tried();
  if (refusal !== "") return `it refuses namespaces or an overlay file system: ${refusal}`;
  if (!writable("/sys/fs/cgroup")) return "its control groups are read-only";
  return "";
}

/** Creates what a node needs most, where its files will be. @returns the kernel's refusal, empty if there is none */
function tried(): string {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "trial-"));
  const mount = "mkdir l u w m; mount -t overlay overlay -o lowerdir=l,upperdir=u,workdir=w m";
  const trial = spawnSync("unshare", ["--mount", "--net", "--pid", "--fork", "sh", "-ec", mount], { cwd: folder });
  rmSync(folder, { recursive: true });
  return trial.status === 0 ? "" : trial.stderr.toString().trim();
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
