import type { Resource } from "../../../model";
import { isInternet } from "../../internet";
import { ADVICE, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

function isWide({ body }: Pick<Resource, "body">): boolean {
  const protocol = String(body.protocol ?? body.ip_protocol ?? "");
  const ranges = [body.cidr_blocks ?? [], body.ipv6_cidr_blocks ?? [], body.cidr_ipv4 ?? [], body.cidr_ipv6 ?? []];
  return (protocol === "-1" || protocol === "all") && ranges.flat().some((range) => isInternet(range));
}

export const egressRestricted: Rule = {
  id: "egress-restricted",
  title: "Security groups restrict outbound traffic",
  why: "A compromised program can send data anywhere, on any port.",
  remedy: "Allow only port 443 or the endpoints and groups that are needed.",
  severity: "low",
  area: "security",
  enforcement: ADVICE,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  equivalents: { checkov: ["CKV_AWS_382"] },
  resourceTypes: ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"],
  check: (group, { graph }) => {
    if (group.type === "aws_security_group_rule" && group.body.type !== "egress") return [];
    const rules =
      group.type === "aws_security_group" ? graph.blocks(group, "egress").map((body) => ({ body })) : [group];
    return rules.map((rule) => (isWide(rule) ? fail("All outbound traffic is allowed.", "egress") : PASS));
  },
  examples: {
    pass: {
      resource: { aws_vpc_security_group_egress_rule: { https: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp" } } },
    },
    fail: { resource: { aws_vpc_security_group_egress_rule: { all: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" } } } },
  },
};
