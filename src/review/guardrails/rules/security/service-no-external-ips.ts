import { manifestExample } from "../../kubernetes/example";
import { groupOf, manifestOf, objectIn, textsIn, typesOfKinds } from "../../kubernetes/manifest";
import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const serviceNoExternalIps: Rule = {
  id: "service-no-external-ips",
  title: "Services don't claim external addresses",
  why: "A service with externalIPs receives all pods' traffic to those addresses, even if they belong to someone else (CVE-2020-8554).",
  remedy: "Remove spec.externalIPs and use a load balancer or a gateway.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://github.com/kubernetes/kubernetes/issues/97076",
  resourceTypes: typesOfKinds("Service"),
  check: (service) => {
    if (groupOf(service) !== "") return [];
    const spec = objectIn(manifestOf(service), "spec");
    const addresses = [...textsIn(spec, "externalIPs"), ...textsIn(spec, "externalIps")];
    return addresses.length > 0
      ? [fail(`It receives traffic to ${addresses.join(", ")}.`, "spec.externalIPs")]
      : [PASS];
  },
  examples: {
    pass: manifestExample({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { ports: [{ port: 80 }] },
    }),
    fail: manifestExample({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { ports: [{ port: 80 }], externalIPs: ["203.0.113.10"] },
    }),
  },
};
