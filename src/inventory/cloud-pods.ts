import type { ComponentName } from "../catalogue/component";
import type { Daemon, Workload } from "../constructs/kubernetes/workload";
import { embeddedServerNames } from "../environment/embedded-server-names";
import type { KubernetesCluster } from "../environment/environment";
import { EMBEDDED_SERVERS } from "../facts/embedded-servers";
import type { Provider } from "../facts/provider";

/** The requests of the pods that a cluster has before the platform. */
interface CloudPods {
  /** One pod on each node. */
  readonly daemons: readonly Daemon[];
  readonly workloads: readonly Workload[];
}

/**
 * EKS: the add-ons of the foundation.
 * https://github.com/aws/eks-charts/blob/master/stable/aws-vpc-cni/values.yaml (two containers of 25m),
 * https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html,
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/charts/aws-ebs-csi-driver/values.yaml (10m and 40 MiB
 * for each container: three on a node, six in the controller),
 * https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html. The Pod Identity Agent requests nothing.
 */
const EKS: CloudPods = {
  daemons: [
    { name: "aws-node", cpuMillis: 50, memoryMiB: 0 },
    { name: "kube-proxy", cpuMillis: 100, memoryMiB: 0 },
    { name: "ebs-csi-node", cpuMillis: 30, memoryMiB: 120 },
  ],
  workloads: [
    { name: "coredns", replicas: 2, cpuMillis: 100, memoryMiB: 70 },
    { name: "ebs-csi-controller", replicas: 2, cpuMillis: 60, memoryMiB: 240 },
  ],
};

/**
 * GKE publishes no figures. These are from the output of `kubectl describe node`, e.g. in
 * https://github.com/cryptnono/cryptnono/issues/34, and from
 * https://github.com/kubernetes/kubernetes/blob/master/cluster/addons/dns/nodelocaldns/nodelocaldns.yaml. For the agent
 * of Dataplane V2 (anetd) only the CPU request is known.
 */
const GKE: CloudPods = {
  daemons: [
    { name: "anetd", cpuMillis: 205, memoryMiB: 0 },
    { name: "fluentbit-gke", cpuMillis: 105, memoryMiB: 230 },
    { name: "gke-metadata-server", cpuMillis: 100, memoryMiB: 100 },
    { name: "gke-metrics-agent", cpuMillis: 19, memoryMiB: 100 },
    { name: "ip-masq-agent", cpuMillis: 10, memoryMiB: 16 },
    { name: "konnectivity-agent", cpuMillis: 15, memoryMiB: 60 },
    { name: "node-local-dns", cpuMillis: 25, memoryMiB: 5 },
    { name: "pdcsi-node", cpuMillis: 10, memoryMiB: 20 },
  ],
  workloads: [
    { name: "kube-dns", replicas: 2, cpuMillis: 260, memoryMiB: 110 },
    { name: "kube-dns-autoscaler", replicas: 1, cpuMillis: 20, memoryMiB: 10 },
    { name: "konnectivity-agent-autoscaler", replicas: 1, cpuMillis: 10, memoryMiB: 10 },
    { name: "metrics-server", replicas: 1, cpuMillis: 48, memoryMiB: 105 },
  ],
};

/**
 * A cluster of kind: the control plane runs on its node.
 * https://github.com/kubernetes/kubernetes/blob/v1.35.0/cmd/kubeadm/app/phases/controlplane/manifests.go,
 * https://github.com/kubernetes/kubernetes/blob/v1.35.0/cmd/kubeadm/app/phases/addons/dns/manifests.go,
 * https://github.com/kubernetes-sigs/kind/blob/main/images/kindnetd
 */
const KIND: CloudPods = {
  daemons: [{ name: "kindnet", cpuMillis: 100, memoryMiB: 50 }],
  workloads: [
    { name: "coredns", replicas: 2, cpuMillis: 100, memoryMiB: 70 },
    { name: "etcd", replicas: 1, cpuMillis: 100, memoryMiB: 100 },
    { name: "kube-apiserver", replicas: 1, cpuMillis: 250, memoryMiB: 0 },
    { name: "kube-controller-manager", replicas: 1, cpuMillis: 200, memoryMiB: 0 },
    { name: "kube-scheduler", replicas: 1, cpuMillis: 100, memoryMiB: 0 },
  ],
};

/** The servers of the foundation on an existing cluster. */
export function embeddedServers(cloud: KubernetesCluster, chosen: readonly ComponentName[]): Workload[] {
  return embeddedServerNames(cloud, chosen).map((name) => ({ name, replicas: 1, ...EMBEDDED_SERVERS[name] }));
}

export const CLOUD_PODS: Readonly<Record<Provider, CloudPods>> = { aws: EKS, google: GKE, kubernetes: KIND };
