import type { JsonObject } from "../../../model";
import { isInternet } from "../../internet";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

const ADMIN_PORTS = [22, 3389];

/** `from_port` and `to_port` mean nothing when the protocol is every protocol. */
function admitsAdministration(rule: JsonObject): boolean {
  const everyPort = String(rule.protocol) === "-1" || String(rule.protocol) === "all";
  return (
    String(rule.action ?? rule.rule_action).toLowerCase() === "allow" &&
    [rule.cidr_block, rule.ipv6_cidr_block].some((range) => isInternet(range)) &&
    (everyPort || ADMIN_PORTS.some((port) => Number(rule.from_port) <= port && port <= Number(rule.to_port)))
  );
}

export const networkAclAdminPorts: Rule = {
  id: "network-acl-admin-ports",
  title: "Network ACLs keep SSH and RDP off the internet",
  why: "The network ACL still protects when a security group is opened by mistake.",
  remedy: "Deny ports 22 and 3389 from 0.0.0.0/0, or allow only the ports that are served.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
  equivalents: { checkov: ["CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352"], cis: ["AWS 3.0.0 5.1"] },
  resourceTypes: ["aws_network_acl", "aws_network_acl_rule"],
  check: (acl, { graph }) => {
    if (acl.type === "aws_network_acl_rule" && String(acl.body.egress ?? false) === "true") return [];
    const rules = acl.type === "aws_network_acl" ? graph.blocks(acl, "ingress") : [acl.body];
    return rules.map((rule) =>
      admitsAdministration(rule) ? fail("It admits SSH or RDP from the internet.", "ingress") : PASS,
    );
  },
  examples: {
    pass: {
      resource: {
        aws_network_acl_rule: {
          https: { rule_action: "allow", protocol: "tcp", cidr_block: "0.0.0.0/0", from_port: 443, to_port: 443 },
        },
      },
    },
    fail: {
      resource: {
        aws_network_acl_rule: {
          all: { rule_action: "allow", protocol: "tcp", cidr_block: "0.0.0.0/0", from_port: 0, to_port: 65535 },
        },
      },
    },
  },
};
