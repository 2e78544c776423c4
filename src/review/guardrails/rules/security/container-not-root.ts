import type { Attribute } from "../../../model";
import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail, isTrue, PASS, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

export const containerNotRoot: Rule = {
  id: "container-not-root",
  title: "Containers don't run as root",
  why: "Root in a container is root in the shared kernel: most container escapes start with it.",
  remedy: "Set securityContext.runAsNonRoot = true, and runAsUser if the image sets no numeric user.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  equivalents: { checkov: ["CKV_K8S_23"], cis: ["Kubernetes 1.12.0 5.2.7"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, security }) => [
      verdict(name, `${path}.securityContext`, security("runAsUser"), security("runAsNonRoot")),
    ]),
  examples: {
    pass: deploymentExample({}, { securityContext: { runAsNonRoot: true } }),
    fail: deploymentExample({}),
  },
};

function verdict(name: string, path: string, user: Attribute, nonRoot: Attribute): Outcome {
  if (user.kind === "known" && Number(user.value) === 0)
    return fail(`Container ${name} runs as user 0.`, `${path}.runAsUser`);
  if (user.kind === "known" || (nonRoot.kind === "known" && isTrue(nonRoot.value))) return PASS;
  if (user.kind === "unknown") return undecided(`${path}.runAsUser`, user.expression);
  if (nonRoot.kind === "unknown") return undecided(`${path}.runAsNonRoot`, nonRoot.expression);
  return fail(`Container ${name} runs as the user set by its image, which may be root.`, `${path}.runAsNonRoot`);
}
