import { blocksOf, isObject, isScalar, type Json, type JsonObject, textFrom } from "../../model";
import { autoscaledNodes } from "../autoscaled-nodes";
import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** Types of the general family with four processors each; Karpenter takes what is cheapest of all that a pool allows. */
const TYPICAL: Readonly<Record<string, string>> = { amd64: "m7i.xlarge", arm64: "m7g.xlarge" };

/** A pool that Karpenter makes nodes for: https://karpenter.sh/docs/concepts/nodepools/ */
export const kubernetesNodePool: Estimator = {
  type: "kubernetes/NodePool",
  estimate: (resource, context) => {
    if (!textFrom(resource.body.apiVersion ?? "").startsWith("karpenter.sh/")) return [];
    const bill = new Bill(resource, context);
    const { limits, template } = objectOf(resource.body.spec);
    const requirements = blocksOf(objectOf(objectOf(template).spec).requirements);
    const cpuLimit = processors(objectOf(limits).cpu);
    const [architecture = "amd64"] = allowed(requirements, "kubernetes.io/arch");
    const type = Object.hasOwn(TYPICAL, architecture) ? TYPICAL[architecture] : undefined;
    if (cpuLimit === undefined) return [bill.unpriced("Karpenter nodes", "nothing limits their number")];
    if (type === undefined || wantsGpus(requirements))
      return [bill.unpriced("Karpenter nodes", "which machines it would choose is not known")];
    const spot = allowed(requirements, "karpenter.sh/capacity-type").includes("spot");
    return [
      autoscaledNodes(
        bill,
        spot ? "Karpenter spot nodes" : "Karpenter nodes",
        { cpuLimit, table: spot ? "ec2.spot" : "ec2.on-demand", type, cpus: 4 },
        context,
      ),
    ];
  },
};

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The values of a requirement that says `In`. */
function allowed(requirements: readonly JsonObject[], key: string): readonly string[] {
  return requirements
    .filter((requirement) => requirement.key === key && requirement.operator === "In")
    .flatMap(({ values }) => (Array.isArray(values) ? values.filter(isScalar).map(String) : []));
}

function wantsGpus(requirements: readonly JsonObject[]): boolean {
  const categories = allowed(requirements, "karpenter.k8s.aws/instance-category");
  return (
    requirements.some(({ key }) => textFrom(key ?? "").startsWith("karpenter.k8s.aws/instance-gpu")) ||
    (categories.length > 0 && categories.every((category) => /^(g|p|inf|trn)/.test(category)))
  );
}

/** `48`, `"48"` or `"48000m"`. */
function processors(value: Json | undefined): number | undefined {
  const [, number, milli] = /^(\d+)(m?)$/.exec(isScalar(value ?? null) ? String(value) : "") ?? [];
  return number === undefined ? undefined : Number(number) / (milli === "m" ? 1000 : 1);
}
