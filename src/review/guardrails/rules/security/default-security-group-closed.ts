import { companions } from "../../companion";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const defaultSecurityGroupClosed: Rule = {
  id: "default-security-group-closed",
  title: "The default security group allows no traffic",
  why: "Resources that are started without a security group share the default one.",
  remedy: "Add an aws_default_security_group without ingress and egress for each network.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
  equivalents: { checkov: ["CKV2_AWS_12"], cis: ["AWS 3.0.0 5.4"] },
  resourceTypes: ["aws_vpc", "aws_default_security_group"],
  check: (resource, { graph }) => {
    if (resource.type === "aws_vpc") {
      const groups = companions(graph, resource, "aws_default_security_group", "vpc_id");
      return groups.length > 0 ? [] : [fail("Its default security group keeps the rules AWS created.")];
    }
    const open = ["ingress", "egress"].filter((path) => graph.blocks(resource, path).length > 0);
    return open.length === 0 ? [PASS] : open.map((path) => fail(`It has rules for ${path}.`, path));
  },
  examples: {
    pass: {
      resource: {
        aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
        aws_default_security_group: { main: { vpc_id: "${aws_vpc.main.id}" } },
      },
    },
    fail: { resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } },
  },
};
