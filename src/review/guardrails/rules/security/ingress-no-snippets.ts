import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, typesOfKinds } from "../../kubernetes/manifest";
import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const ingressNoSnippets: Rule = {
  id: "ingress-no-snippets",
  title: "Ingresses contain no NGINX snippets",
  why: "A snippet runs in the controller, which can read every secret in the cluster (CVE-2021-25742).",
  remedy: "Use the dedicated annotation, or a gateway.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://github.com/kubernetes/ingress-nginx/issues/7837",
  equivalents: { checkov: ["CKV_K8S_152", "CKV_K8S_153", "CKV_K8S_154"] },
  resourceTypes: typesOfKinds("Ingress"),
  check: (ingress) => {
    const annotations = objectIn(objectIn(manifestOf(ingress), "metadata"), "annotations");
    const snippets = Object.keys(annotations).filter((name) => /^nginx\..*-snippet$/.test(name));
    return snippets.length > 0 ? snippets.map((name) => fail(`It has ${name}.`, "metadata.annotations")) : [PASS];
  },
  examples: {
    pass: manifestExample({
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { tls: [{ secretName: "certificate" }] },
    }),
    fail: manifestExample({
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: {
        name: "scorer",
        namespace: "fraud",
        annotations: { "nginx.ingress.kubernetes.io/server-snippet": "location /x { alias /etc/; }" },
      },
      spec: { tls: [{ secretName: "certificate" }] },
    }),
  },
};
