import { join } from "node:path";
import { buildGo, type GoProgram } from "../build-go";
import { buildKubernetes } from "../kubernetes/kubernetes";

const folder = join(__dirname, "programs");

/** What a cluster has besides Kubernetes' own programs, at the versions that `programs/go.mod` pins. */
export const COREDNS: GoProgram = { name: "coredns", version: "1.12.4", folder, main: "./coredns" };
const NETWORK_POLICIES: GoProgram = { name: "network-policies", version: "2.1.0", folder, main: "./network-policies" };
const VOLUMES: GoProgram = {
  name: "local-path-provisioner",
  version: "0.0.30",
  folder,
  main: "github.com/rancher/local-path-provisioner",
};

/** Paths of a node's programs. */
export interface Programs {
  readonly apiServer: string;
  readonly controllers: string;
  readonly scheduler: string;
  readonly proxy: string;
  readonly kubelet: string;
  readonly kubectl: string;
  readonly networkPolicies: string;
  readonly volumes: string;
}

export function buildPrograms(): Programs {
  return {
    apiServer: buildKubernetes("kube-apiserver"),
    controllers: buildKubernetes("kube-controller-manager"),
    scheduler: buildKubernetes("kube-scheduler"),
    proxy: buildKubernetes("kube-proxy"),
    kubelet: buildKubernetes("kubelet"),
    kubectl: buildKubernetes("kubectl"),
    networkPolicies: buildGo(NETWORK_POLICIES),
    volumes: buildGo(VOLUMES),
  };
}
