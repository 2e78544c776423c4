import type { Json } from "../../../model";
import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const EVERYWHERE = ["0.0.0.0/0", "::/0"];

function judge(values: readonly (Json | undefined)[], attribute: string): Outcome {
  const ranges = values.flat();
  const open = ranges.find((range) => typeof range === "string" && EVERYWHERE.includes(range));
  return open === undefined ? PASS : fail(`It admits ${String(open)}.`, attribute);
}

export const ingressFromInternet: Rule = {
  id: "ingress-from-internet",
  title: "No firewall rule lets the whole internet in",
  why: "Every port that is open to everybody is scanned within hours.",
  remedy:
    "Name the ranges or the security groups that need it; only a load balancer may take 80 and 443 from anywhere.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
  resourceTypes: [
    "aws_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "google_compute_firewall",
  ],
  check: (firewall, { graph }) => {
    if (firewall.type === "aws_security_group") {
      return graph
        .blocks(firewall, "ingress")
        .map((block) => judge([block.cidr_blocks, block.ipv6_cidr_blocks], "ingress"));
    }
    if (firewall.type === "google_compute_firewall") {
      const admits = graph.blocks(firewall, "allow").length > 0 && firewall.body.direction !== "EGRESS";
      return admits ? [judge([firewall.body.source_ranges], "source_ranges")] : [];
    }
    if (firewall.type === "aws_security_group_rule" && firewall.body.type !== "ingress") return [];
    const { cidr_blocks, ipv6_cidr_blocks, cidr_ipv4, cidr_ipv6 } = firewall.body;
    return [judge([cidr_blocks, ipv6_cidr_blocks, cidr_ipv4, cidr_ipv6], "cidr_ipv4")];
  },
  examples: {
    pass: {
      resource: { aws_vpc_security_group_ingress_rule: { https: { cidr_ipv4: "10.0.0.0/16", ip_protocol: "tcp" } } },
    },
    fail: {
      resource: { aws_vpc_security_group_ingress_rule: { ssh: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp" } } },
    },
  },
};
