import { Decimal } from "decimal.js";
import { blocksOf, isObject, isScalar, type Json, type JsonObject, type ResourceGraph, textFrom } from "../../model";
import { Bill } from "../bill";
import { ebsVolume } from "../ebs-volume";
import { nodes } from "../eks-nodes";
import type { CostLine, Estimator } from "../estimate";
import { expectedSize, nodeDisks, type PoolSize } from "../pool-size";

/** Types of the general family with four vCPUs each; Karpenter picks the cheapest type that a pool allows. */
const TYPICAL: Readonly<Record<string, string>> = { amd64: "m7i.xlarge", arm64: "m7g.xlarge" };

/** A pool that Karpenter creates nodes for: https://karpenter.sh/docs/concepts/nodepools/ */
export const kubernetesNodePool: Estimator = {
  type: "kubernetes/NodePool",
  estimate: (resource, context) => {
    if (!textFrom(resource.body.apiVersion ?? "").startsWith("karpenter.sh/")) return [];
    const bill = new Bill(resource, context);
    const { limits, template } = objectOf(resource.body.spec);
    const { requirements: written, nodeClassRef } = objectOf(objectOf(template).spec);
    const requirements = blocksOf(written);
    const cpuLimit = processors(objectOf(limits).cpu);
    const types = typesOf(requirements);
    const [type = ""] = types;
    const cpus = processorsOf(type);
    if (cpuLimit === undefined) return [bill.unpriced("Karpenter nodes", "their number has no limit")];
    if (cpus === undefined) return [bill.unpriced("Karpenter nodes", "the machine types it would choose are unknown")];
    const size = expectedSize(0, new Decimal(cpuLimit).div(cpus).toNumber(), context);
    const capacity = allowed(requirements, "karpenter.sh/capacity-type").includes("spot") ? "SPOT" : "ON_DEMAND";
    const lines = [
      // With a list of types the first is expected, as in a managed group; without one it is an estimate.
      ...nodes(bill, capacity, types, size, namesTypes(requirements) ? "Karpenter nodes" : "Karpenter nodes, as"),
      ...disks(bill, textFrom(objectOf(nodeClassRef).name ?? ""), size, context.graph),
    ];
    return lines.map((line) => (line.kind === "priced" ? { ...line, pool: resource.name } : line));
  },
};

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The values of a requirement with the operator `In`. */
function allowed(requirements: readonly JsonObject[], key: string): readonly string[] {
  return requirements
    .filter((requirement) => requirement.key === key && requirement.operator === "In")
    .flatMap(({ values }) => (Array.isArray(values) ? values.filter(isScalar).map(String) : []));
}

function namesTypes(requirements: readonly JsonObject[]): boolean {
  return allowed(requirements, "node.kubernetes.io/instance-type").length > 0;
}

/** The types that a pool lists, or a typical one; none if it requires GPUs without a type. */
function typesOf(requirements: readonly JsonObject[]): readonly string[] {
  if (namesTypes(requirements)) return allowed(requirements, "node.kubernetes.io/instance-type");
  const [architecture = "amd64"] = allowed(requirements, "kubernetes.io/arch");
  const typical = Object.hasOwn(TYPICAL, architecture) ? TYPICAL[architecture] : undefined;
  return typical === undefined || wantsGpus(requirements) ? [] : [typical];
}

function wantsGpus(requirements: readonly JsonObject[]): boolean {
  const categories = allowed(requirements, "karpenter.k8s.aws/instance-category");
  return (
    requirements.some(({ key }) => textFrom(key ?? "").startsWith("karpenter.k8s.aws/instance-gpu")) ||
    (categories.length > 0 && categories.every((category) => /^(g|p|inf|trn)/.test(category)))
  );
}

/** By its size: large has two vCPUs, xlarge four, 2xlarge eight. */
function processorsOf(type: string): number | undefined {
  const [, times, size] = /\.(\d*)(xlarge|large)$/.exec(type) ?? [];
  if (size === "large") return 2;
  return size === undefined ? undefined : 4 * (times ? Number(times) : 1);
}

/** The default disk of a node whose class sets none. https://karpenter.sh/docs/concepts/nodeclasses/#specblockdevicemappings */
const DEFAULT_DISK = { volumeType: "gp3", volumeSize: "20Gi" };

/** The disks from the class of the nodes. */
function disks(bill: Bill, nodeClass: string, size: PoolSize, graph: ResourceGraph): CostLine[] {
  const written = graph.ofType("kubernetes/EC2NodeClass").find(({ name }) => name === nodeClass);
  if (!written) return [bill.unpriced("Karpenter node disks", "their EC2NodeClass is not in the code")];
  const volumes = blocksOf(objectOf(written.body.spec).blockDeviceMappings).flatMap(({ ebs }) => blocksOf(ebs));
  return (volumes.length > 0 ? volumes : [DEFAULT_DISK as JsonObject]).flatMap(
    ({ volumeType, volumeSize, iops, throughput }) =>
      ebsVolume(
        bill,
        "Karpenter node disk",
        {
          type: textFrom(volumeType ?? "gp3"),
          size: gibibytes(volumeSize),
          iops: Number(iops ?? 0),
          throughput: Number(throughput ?? 0),
        },
        (each) => nodeDisks(size, each),
      ),
  );
}

/** `100Gi`. */
function gibibytes(value: Json | undefined): number | undefined {
  const [, size] = /^(\d+)Gi$/.exec(isScalar(value ?? null) ? String(value) : "") ?? [];
  return size === undefined ? undefined : Number(size);
}

/** `48`, `"48"` or `"48000m"`. */
function processors(value: Json | undefined): number | undefined {
  const [, number, milli] = /^(\d+)(m?)$/.exec(isScalar(value ?? null) ? String(value) : "") ?? [];
  return number === undefined ? undefined : Number(number) / (milli === "m" ? 1000 : 1);
}
