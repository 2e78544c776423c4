import { FROM_STAGING, fail, isGiven, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const eksNodeSsh: Rule = {
  id: "eks-node-ssh",
  title: "SSH access to nodes is limited to named security groups",
  why: "A key without a security group opens port 22 of every node to the internet.",
  remedy: "Remove remote_access, or set source_security_group_ids.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html",
  equivalents: { checkov: ["CKV_AWS_100"] },
  resourceTypes: ["aws_eks_node_group"],
  check: (group, { graph }) => {
    if (!isGiven(graph.attribute(group, "remote_access.ec2_ssh_key"))) return [PASS];
    return [
      isGiven(graph.attribute(group, "remote_access.source_security_group_ids"))
        ? PASS
        : fail("Port 22 is open to the internet.", "remote_access"),
    ];
  },
  examples: {
    pass: { resource: { aws_eks_node_group: { general: { node_group_name: "general" } } } },
    fail: { resource: { aws_eks_node_group: { general: { remote_access: { ec2_ssh_key: "operations" } } } } },
  },
};
