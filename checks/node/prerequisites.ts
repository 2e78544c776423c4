import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";

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
  const namespaces = spawnSync("unshare", ["--mount", "--net", "--pid", "--fork", "mount", "-t", "tmpfs", "x", "/mnt"]);
  if (namespaces.status !== 0) return `it allows no namespaces: ${namespaces.stderr.toString().trim()}`;
  if (!writable("/sys/fs/cgroup")) return "its control groups are read-only";
  return "";
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
