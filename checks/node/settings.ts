import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SANDBOX } from "./images/sandbox";
import { DNS_SERVICE, NODE_NAME, type Place, PODS } from "./place";

/** Writes the settings of the programs that read them from a file. */
export function writeSettings(place: Place): void {
  const write = (name: string, content: string) => writeFileSync(join(place.folder, name), content);
  write("containerd.toml", containerd(place));
  write("network/10-pods.conflist", JSON.stringify(podNetwork(place)));
  write("resolv.conf", "");
  write("kubelet.json", JSON.stringify(kubelet(place)));
  write("proxy.json", JSON.stringify(proxy(place)));
}

function containerd({ folder }: Place): string {
  return `
version = 2
root = "${folder}/containerd"
state = "/run/containerd-state"
[grpc]
  address = "${folder}/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${SANDBOX}"
  # Root in a container may lack the capability to lower a score.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${folder}/network"
`;
}

/** One link per pod and no bridge: packets between pods pass the node's filters, without a kernel module for it. */
function podNetwork({ folder }: Place) {
  return {
    cniVersion: "1.0.0",
    name: "pods",
    plugins: [
      {
        type: "ptp",
        mtu: 1500,
        ipam: {
          type: "host-local",
          dataDir: join(folder, "addresses"),
          ranges: [[{ subnet: PODS }]],
          routes: [{ dst: "0.0.0.0/0" }],
        },
      },
      { type: "portmap", capabilities: { portMappings: true } },
    ],
  };
}

/** https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/ */
function kubelet({ folder, link }: Place) {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${link}`,
    // By default, 1.35 refuses machines with control groups of version 1.
    failCgroupV1: false,
    failSwapOn: false,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: join(folder, "ca.crt") },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: join(folder, "kubelet-server.crt"),
    tlsPrivateKeyFile: join(folder, "kubelet-server.key"),
    clusterDNS: [DNS_SERVICE],
    clusterDomain: "cluster.local",
    resolvConf: join(folder, "resolv.conf"),
    volumePluginDir: join(folder, "volume-plugins"),
    podLogsDir: join(folder, "pod-logs"),
    maxPods: 250,
    // Images have no registry to be pulled from again.
    imageGCHighThresholdPercent: 100,
    evictionHard: { "imagefs.available": "1%", "memory.available": "200Mi", "nodefs.available": "1%" },
  };
}

/** https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/ */
function proxy({ folder }: Place) {
  return {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    clientConnection: { kubeconfig: join(folder, "proxy.kubeconfig") },
    mode: "nftables",
    clusterCIDR: PODS,
    hostnameOverride: NODE_NAME,
    // The limit of connections is the machine's, not the node's.
    conntrack: { maxPerCore: 0, min: 0 },
  };
}
