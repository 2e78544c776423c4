import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, textsIn } from "../../kubernetes/manifest";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

export const virtualServiceHosts: Rule = {
  id: "virtual-service-hosts",
  title: "Gateway routes list their hosts",
  why: "A route for every host also serves other services' names and bypasses policies that protect a host by name.",
  remedy: "List the hosts that it serves.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://istio.io/latest/docs/reference/config/networking/virtual-service/",
  resourceTypes: ["kubernetes/VirtualService"],
  check: (route) => {
    const spec = objectIn(manifestOf(route), "spec");
    const atGateway = textsIn(spec, "gateways").some((gateway) => gateway !== "mesh");
    const faults =
      atGateway && textsIn(spec, "hosts").includes("*")
        ? [fail("It serves every host of its gateways.", "spec.hosts")]
        : [];
    return conclude(route, faults, "spec.hosts", "spec.gateways");
  },
  examples: {
    pass: manifestExample({
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { hosts: ["scorer.example.com"], gateways: ["entry/entry"] },
    }),
    fail: manifestExample({
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { hosts: ["*"], gateways: ["entry/entry"] },
    }),
  },
};
