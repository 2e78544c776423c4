import { buildGo, type GoProgram } from "../build-go";

/** Version of Kubernetes, as `go.mod` pins it. */
const VERSION = "1.35.4";

export type KubernetesProgram =
  | "kube-apiserver"
  | "kube-controller-manager"
  | "kube-proxy"
  | "kube-scheduler"
  | "kubectl"
  | "kubelet";

/** A program of Kubernetes, from its own Go modules. */
export function kubernetesProgram(program: KubernetesProgram): GoProgram {
  const base = "k8s.io/component-base/version";
  return {
    name: program,
    version: VERSION,
    folder: __dirname,
    main: `k8s.io/kubernetes/cmd/${program}`,
    ldflags: `-s -w -X ${base}.gitVersion=v${VERSION} -X ${base}.gitMajor=1 -X ${base}.gitMinor=35`,
  };
}

/** @returns path of the binary */
export function buildKubernetes(program: KubernetesProgram): string {
  return buildGo(kubernetesProgram(program));
}
