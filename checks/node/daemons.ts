import { join } from "node:path";
import { NODE_NAME, type Place, PODS, SERVICES } from "./place";
import type { Programs } from "./programs";

/** A program that runs as long as the node does; its output is `<name>.log`. */
export interface Daemon {
  readonly name: string;
  readonly command: readonly string[];
}

const ETCD = "http://127.0.0.1:2379";

/** Everything that runs on a node besides its pods. A program that needs another one ends, and is restarted. */
export function daemons(place: Place, programs: Programs): Daemon[] {
  const file = (name: string) => join(place.folder, name);
  const kubeconfig = (user: string) => `--kubeconfig=${file(`${user}.kubeconfig`)}`;
  return [
    { name: "containerd", command: ["containerd", "--config", file("containerd.toml")] },
    // A killed node loses nothing that etcd wrote: the kernel still has it. A new node starts without it.
    { name: "etcd", command: ["etcd", `--data-dir=${file("etcd")}`, "--unsafe-no-fsync"] },
    { name: "api-server", command: [programs.apiServer, ...apiServer(place)] },
    {
      name: "controllers",
      command: [
        programs.controllers,
        kubeconfig("controllers"),
        `--service-account-private-key-file=${file("accounts.key")}`,
        `--root-ca-file=${file("ca.crt")}`,
        `--cluster-signing-cert-file=${file("ca.crt")}`,
        `--cluster-signing-key-file=${file("ca.key")}`,
        `--cluster-cidr=${PODS}`,
        "--use-service-account-credentials=true",
        "--leader-elect=false",
      ],
    },
    { name: "scheduler", command: [programs.scheduler, kubeconfig("scheduler"), "--leader-elect=false"] },
    {
      name: "kubelet",
      command: [
        programs.kubelet,
        kubeconfig("kubelet"),
        `--config=${file("kubelet.json")}`,
        `--root-dir=${file("kubelet")}`,
        `--cert-dir=${file("kubelet")}`,
        `--hostname-override=${NODE_NAME}`,
        `--node-ip=${place.address}`,
        `--container-runtime-endpoint=unix://${file("containerd.sock")}`,
      ],
    },
    { name: "proxy", command: [programs.proxy, `--config=${file("proxy.json")}`] },
    {
      name: "network-policies",
      command: [
        programs.networkPolicies,
        kubeconfig("admin"),
        `--hostname-override=${NODE_NAME}`,
        `--service-cluster-ip-range=${SERVICES}`,
      ],
    },
    { name: "volumes", command: [programs.volumes, "start", kubeconfig("admin")] },
  ];
}

function apiServer({ folder, address }: Place): string[] {
  const file = (name: string) => join(folder, name);
  return [
    `--etcd-servers=${ETCD}`,
    "--secure-port=6443",
    `--advertise-address=${address}`,
    "--endpoint-reconciler-type=lease",
    // Debian's etcd has no progress requests: clients that stream lists would see an error instead of a rejection, and
    // learn of changes up to a minute later.
    "--feature-gates=WatchList=false",
    `--service-cluster-ip-range=${SERVICES}`,
    "--authorization-mode=Node,RBAC",
    "--enable-admission-plugins=NodeRestriction",
    "--allow-privileged=true",
    `--client-ca-file=${file("ca.crt")}`,
    `--tls-cert-file=${file("api-server.crt")}`,
    `--tls-private-key-file=${file("api-server.key")}`,
    `--kubelet-certificate-authority=${file("ca.crt")}`,
    `--kubelet-client-certificate=${file("admin.crt")}`,
    `--kubelet-client-key=${file("admin.key")}`,
    // The node's name is in no DNS.
    "--kubelet-preferred-address-types=InternalIP",
    "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    `--service-account-key-file=${file("accounts.pub")}`,
    `--service-account-signing-key-file=${file("accounts.key")}`,
    `--requestheader-client-ca-file=${file("ca.crt")}`,
    "--requestheader-allowed-names=front-proxy-client",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-username-headers=X-Remote-User",
    `--proxy-client-cert-file=${file("front-proxy.crt")}`,
    `--proxy-client-key-file=${file("front-proxy.key")}`,
  ];
}
