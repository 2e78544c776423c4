import type { Attribute } from "../../../model";
import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** The only one that the restricted Pod Security Standard allows. */
const HARMLESS = "NET_BIND_SERVICE";

export const containerCapabilities: Rule = {
  id: "container-capabilities",
  title: "Containers drop the kernel's capabilities",
  why: "Docker's defaults let a container forge packets, change file owners and create devices; few programs need any of this.",
  remedy: 'Set securityContext.capabilities.drop = ["ALL"], and add at most NET_BIND_SERVICE.',
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  equivalents: {
    checkov: ["CKV_K8S_25", "CKV_K8S_28", "CKV_K8S_37", "CKV_K8S_39"],
    cis: ["Kubernetes 1.12.0 5.2.8", "Kubernetes 1.12.0 5.2.9"],
  },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, read }) => {
      const at = `${path}.securityContext.capabilities`;
      return [
        ...dropped(name, `${at}.drop`, read("securityContext.capabilities.drop")),
        ...added(name, `${at}.add`, read("securityContext.capabilities.add")),
      ];
    }),
  examples: {
    pass: deploymentExample({ securityContext: { capabilities: { drop: ["ALL"] } } }),
    fail: deploymentExample({ securityContext: { capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } } }),
  },
};

function dropped(name: string, path: string, drop: Attribute): Outcome[] {
  if (drop.kind === "unknown") return [undecided(path, drop.expression)];
  return namesIn(drop).includes("ALL") ? [] : [fail(`Container ${name} keeps the default capabilities.`, path)];
}

function added(name: string, path: string, add: Attribute): Outcome[] {
  if (add.kind === "unknown") return [undecided(path, add.expression)];
  return namesIn(add)
    .filter((capability) => capability !== HARMLESS)
    .map((capability) => fail(`Container ${name} gets ${capability}.`, path));
}

/** Kubernetes accepts names with and without the kernel's prefix. */
function namesIn(attribute: Attribute): string[] {
  return attribute.kind === "known" && Array.isArray(attribute.value)
    ? attribute.value.map((item) => String(item).toUpperCase().replace(/^CAP_/, ""))
    : [];
}
