import type { JsonObject, Resource } from "../../../model";
import { conclude, expressionIn } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { groupOf, manifestOf, objectIn, textsIn, typesOfKinds } from "../../kubernetes/manifest";
import { FROM_STAGING, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

/**
 * Annotations that keep a load balancer inside the network, by the value that does.
 * https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/#lb-scheme
 */
const INTERNAL: Readonly<Record<string, string>> = {
  "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
  "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
  "networking.gke.io/load-balancer-type": "Internal",
  "cloud.google.com/load-balancer-type": "Internal",
};

const EVERYWHERE = new Set(["0.0.0.0/0", "::/0"]);

export const serviceLoadBalancerPrivate: Rule = {
  id: "service-load-balancer-private",
  title: "Service load balancers are internal or limited to named ranges",
  why: "A Service of type LoadBalancer is on the internet within minutes, even if it has no authentication.",
  remedy: "Add the cloud's annotation for an internal load balancer, or set loadBalancerSourceRanges.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer",
  resourceTypes: typesOfKinds("Service"),
  check: (service) => {
    const spec = objectIn(manifestOf(service), "spec");
    if (groupOf(service) !== "" || isInternal(service) || namesRanges(spec)) return [PASS];
    if (spec.type !== "LoadBalancer") return conclude(service, [], "spec.type");
    const open = expressionIn(annotationsOf(service)) ?? expressionIn(spec.loadBalancerSourceRanges);
    return open === undefined
      ? [fail("It is reachable from the whole internet.", "spec.loadBalancerSourceRanges")]
      : [undecided("spec.loadBalancerSourceRanges", open)];
  },
  examples: {
    pass: manifestExample({
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "gateway",
        namespace: "entry",
        annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" },
      },
      spec: { type: "LoadBalancer", ports: [{ port: 443 }] },
    }),
    fail: manifestExample({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "gateway", namespace: "entry" },
      spec: { type: "LoadBalancer", ports: [{ port: 443 }] },
    }),
  },
};

function isInternal(service: Resource): boolean {
  const annotations = annotationsOf(service);
  return Object.entries(INTERNAL).some(
    ([name, value]) => String(annotations[name] ?? "").toLowerCase() === value.toLowerCase(),
  );
}

function annotationsOf(service: Resource): JsonObject {
  return objectIn(objectIn(manifestOf(service), "metadata"), "annotations");
}

function namesRanges(spec: JsonObject): boolean {
  const ranges = textsIn(spec, "loadBalancerSourceRanges");
  return ranges.length > 0 && !ranges.some((range) => EVERYWHERE.has(range) || expressionIn(range) !== undefined);
}
