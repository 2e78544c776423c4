import type { Json } from "../../../model";
import { isInternet } from "../../internet";
import { ALWAYS, checkAttribute, isTrue, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const eksEndpointRestricted: Rule = {
  id: "eks-endpoint-restricted",
  title: "The EKS API server is not open to the internet",
  why: "Anyone can try stolen credentials or the next vulnerability on it.",
  remedy: "Set vpc_config.endpoint_public_access = false, or narrow ranges in public_access_cidrs.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  equivalents: {
    checkov: ["CKV_AWS_38", "CKV_AWS_39"],
    cdkNag: ["AwsSolutions-EKS1"],
    cis: ["EKS 1.5.0 5.4.1", "EKS 1.5.0 5.4.2"],
  },
  resourceTypes: ["aws_eks_cluster"],
  check: (cluster, { graph }) => {
    const access = graph.attribute(cluster, "vpc_config.endpoint_public_access");
    if (access.kind === "unknown") return [undecided("vpc_config.endpoint_public_access", access.expression)];
    if (access.kind === "known" && !isTrue(access.value)) return [PASS];
    const open = (cidrs: Json) => !Array.isArray(cidrs) || cidrs.length === 0 || cidrs.some(isInternet);
    return [
      checkAttribute(
        graph,
        cluster,
        "vpc_config.public_access_cidrs",
        (cidrs) => !open(cidrs),
        () => "The API server is reachable from the whole internet.",
        ["0.0.0.0/0"],
      ),
    ];
  },
  examples: {
    pass: { resource: { aws_eks_cluster: { main: { vpc_config: { endpoint_public_access: false } } } } },
    fail: { resource: { aws_eks_cluster: { main: { vpc_config: { subnet_ids: ["subnet-1"] } } } } },
  },
};
