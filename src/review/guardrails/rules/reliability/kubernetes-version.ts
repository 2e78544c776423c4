import { kubernetesSupport } from "../../../../facts/kubernetes-support";
import { FROM_STAGING, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const kubernetesVersion: Rule = {
  id: "kubernetes-version",
  title: "Kubernetes runs a supported version",
  why: "Unsupported versions get no fixes, and extended support costs six times as much.",
  remedy: "Upgrade to a version in standard support.",
  severity: "high",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  equivalents: { checkov: ["CKV_AWS_339"] },
  resourceTypes: ["aws_eks_cluster", "google_container_cluster"],
  check: (cluster, { graph, today }) => {
    const [provider, path] =
      cluster.type === "aws_eks_cluster" ? (["aws", "version"] as const) : (["google", "min_master_version"] as const);
    const version = graph.attribute(cluster, path);
    if (version.kind === "unknown") return [undecided(path, version.expression)];
    if (version.kind === "absent") return [fail("No version is set, so the cloud chooses one.", path)];
    const end = kubernetesSupport(provider, String(version.value))?.standard;
    if (end === undefined) return [fail(`Version ${String(version.value)} is not known to be supported.`, path)];
    return [
      end >= today
        ? PASS
        : fail(`Version ${String(version.value)} has been out of standard support since ${end}.`, path),
    ];
  },
  examples: {
    pass: { resource: { aws_eks_cluster: { main: { version: "1.35" } } } },
    fail: { resource: { aws_eks_cluster: { main: { version: "1.29" } } } },
  },
};
