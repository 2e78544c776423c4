import { checkComponents } from "../../catalogue/check-components";
import { NAMESPACES } from "../../constructs/kubernetes/names";
import { MANAGED_BY, TOOLKIT } from "../../constructs/kubernetes/namespace";
import { providedBy } from "../../environment/checks/check-platform";
import type { KubernetesEnvironment } from "../../environment/environment";
import type { Capacity } from "../../inventory/allocatable";
import type { Problem } from "../../problems/problem";
import { chosenComponents } from "../../stacks/chosen-components";
import type { LocalCluster } from "./cluster";

/**
 * Everything that would stop the deployment halfway, found before it begins: a cluster that doesn't answer, is too
 * small or has a version that a component doesn't support, a StorageClass that doesn't exist, namespaces or a Gateway
 * API that belong to someone else.
 */
export function preflight(
  environment: KubernetesEnvironment,
  requests: Capacity,
  namespaces: readonly string[],
  cluster: LocalCluster,
  today: string,
): Problem[] {
  const { source, cloud } = environment;
  const answer = cluster.kubectl("get", "--raw=/readyz");
  if (answer.status !== 0) {
    return [
      {
        source,
        path: "cloud.context",
        found: `${cloud.context}, whose cluster does not answer: ${answer.error.trim()}`,
        expected: "a cluster that is running",
        remedy: `Start it, or choose another context: kubectl config get-contexts.`,
      },
    ];
  }
  return [
    ...unsupported(environment, today, cluster),
    ...tooSmall(source, requests, cluster),
    ...storageClass(source, cloud.storageClass, cluster),
    ...taken(source, namespaces, cluster),
    ...gatewayApi(environment, cluster),
  ];
}

/** The environment file was checked for its `cluster.version`, which the cluster may not have. */
function unsupported(environment: KubernetesEnvironment, today: string, cluster: LocalCluster): Problem[] {
  const kubernetesVersion = cluster.version();
  if (kubernetesVersion === undefined || kubernetesVersion === environment.cluster.version) return [];
  return checkComponents({
    components: chosenComponents(environment),
    provided: providedBy(environment.cloud),
    cloud: "kubernetes",
    kubernetesVersion,
    today,
  }).map(({ component, found, expected }) => ({
    source: environment.source,
    path: `platform.components.${component}`,
    found,
    expected,
    remedy: `Upgrade or choose another cluster, or disable ${component}.`,
  }));
}

/** KServe's controller exits without it in mode Standard, and two installations would overwrite each other. */
function gatewayApi(environment: KubernetesEnvironment, cluster: LocalCluster): Problem[] {
  const { source, platform } = environment;
  const chosen = chosenComponents(environment);
  const definition = "httproutes.gateway.networking.k8s.io";
  const installs = chosen.includes("gateway-api-crds");
  const exists = cluster.names("customresourcedefinitions").includes(definition);
  const path = "platform.components.gateway-api-crds";
  if (installs && exists && !cluster.definitionsOf([NAMESPACES.istio]).includes(definition)) {
    return [
      {
        source,
        path,
        found: "a Gateway API that mlops-constructs did not install",
        expected: "a cluster without it: the deployment would change its version",
        remedy: `Use the one of the cluster: platform.components { "gateway-api-crds": false }.`,
      },
    ];
  }
  if (installs || exists || !chosen.includes("kserve") || platform?.servingMode !== "standard") return [];
  return [
    {
      source,
      path,
      found: "false on a cluster without the Gateway API",
      expected: "the Gateway API, which KServe needs in the mode standard",
      remedy: "Enable the component.",
    },
  ];
}

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#node-kubernetes-io-disk-pressure */
const DISK_PRESSURE = "node.kubernetes.io/disk-pressure";

function tooSmall(source: string, requests: Capacity, cluster: LocalCluster): Problem[] {
  const all = cluster.nodes();
  const nodes = all.filter(({ closedBy }) => closedBy.length === 0);
  const closed = [...new Set(all.flatMap(({ closedBy }) => closedBy))];
  const total = (size: keyof Capacity) => nodes.reduce((sum, node) => sum + node[size], 0);
  if (total("cpuMillis") >= requests.cpuMillis && total("memoryMiB") >= requests.memoryMiB) return [];
  const text = ({ cpuMillis, memoryMiB }: Capacity) =>
    `${(cpuMillis / 1000).toFixed(1)} processors, ${(memoryMiB / 1024).toFixed(1)} GiB`;
  return [
    {
      source,
      path: "cloud.nodes",
      found: [
        `${nodes.length} ${nodes.length === 1 ? "node" : "nodes"} with ${text({ cpuMillis: total("cpuMillis"), memoryMiB: total("memoryMiB") })}`,
        ...(closed.length > 0 ? [`and ${all.length - nodes.length} closed by the taint ${closed.join(", ")}`] : []),
      ].join(", "),
      expected: `at least ${text(requests)}`,
      remedy: closed.includes(DISK_PRESSURE)
        ? "Free disk space on the node: it takes pods again some minutes later."
        : "Give the cluster more, or disable components in platform.components.",
    },
  ];
}

function storageClass(source: string, name: string, cluster: LocalCluster): Problem[] {
  const classes = cluster.names("storageclasses");
  if (classes.includes(name)) return [];
  return [
    {
      source,
      path: "cloud.storageClass",
      found: `"${name}"`,
      expected: `one of ${classes.join(", ") || "none: the cluster has no StorageClass"}`,
      remedy: "Set cloud.storageClass to one that exists.",
    },
  ];
}

function taken(source: string, namespaces: readonly string[], cluster: LocalCluster): Problem[] {
  const all = cluster.names("namespaces");
  const ours = cluster.names("namespaces", `${MANAGED_BY}=${TOOLKIT}`);
  return namespaces
    .filter((name) => all.includes(name) && !ours.includes(name))
    .map((name) => ({
      source,
      path: "cloud.context",
      found: `a namespace ${name} that mlops-constructs did not create`,
      expected: "a cluster without it: the deployment would change what is in it",
      remedy: `Choose another cluster, or move what is in ${name}.`,
    }));
}
