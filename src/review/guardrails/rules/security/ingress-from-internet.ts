import type { Json, Resource, ResourceGraph } from "../../../model";
import { isInternet } from "../../internet";
import { ALWAYS, fail, isTrue, PASS, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Ranges known only in a plan are undecided, but one open range is enough to fail. */
function judge(graph: ResourceGraph, firewall: Resource, values: readonly (Json | undefined)[], path: string): Outcome {
  const ranges = values
    .map((value) => graph.resolve(firewall, value))
    .flatMap((value) =>
      value.kind === "known" ? [value.value].flat() : [value.kind === "unknown" ? value.expression : []],
    )
    .flat();
  const open = ranges.find(isInternet);
  if (open !== undefined) return fail(`It admits ${String(open)}.`, path);
  const hidden = ranges.find((range) => typeof range === "string" && range.includes("${"));
  return hidden === undefined ? PASS : undecided(path, String(hidden));
}

export const ingressFromInternet: Rule = {
  id: "ingress-from-internet",
  title: "Firewall rules don't admit the whole internet",
  why: "Every port that is open to the internet is scanned within hours.",
  remedy:
    "Name the ranges or security groups that need access; only load balancers may admit the internet on ports 80 and 443.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
  equivalents: {
    checkov: [
      "CKV_AWS_24",
      "CKV_AWS_25",
      "CKV_AWS_260",
      "CKV_AWS_277",
      "CKV_GCP_2",
      "CKV_GCP_3",
      "CKV_GCP_75",
      "CKV_GCP_77",
      "CKV_GCP_88",
      "CKV_GCP_106",
      "CKV2_GCP_12",
    ],
    cdkNag: ["AwsSolutions-EC23", "AwsSolutions-RDS8"],
    cis: ["AWS 3.0.0 5.2", "AWS 3.0.0 5.3", "GCP 3.0.0 3.6", "GCP 3.0.0 3.7"],
  },
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
        .map((block) => judge(graph, firewall, [block.cidr_blocks, block.ipv6_cidr_blocks], "ingress"));
    }
    if (firewall.type === "google_compute_firewall") {
      const admits =
        graph.blocks(firewall, "allow").length > 0 &&
        firewall.body.direction !== "EGRESS" &&
        !isTrue(firewall.body.disabled ?? false);
      return admits ? [judge(graph, firewall, [firewall.body.source_ranges], "source_ranges")] : [];
    }
    if (firewall.type === "aws_security_group_rule" && firewall.body.type !== "ingress") return [];
    const { cidr_blocks, ipv6_cidr_blocks, cidr_ipv4, cidr_ipv6 } = firewall.body;
    return [judge(graph, firewall, [cidr_blocks, ipv6_cidr_blocks, cidr_ipv4, cidr_ipv6], "cidr_ipv4")];
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
