import { checkAttribute, FROM_STAGING, isOff } from "../../outcomes";
import type { Rule } from "../../rule";

export const subnetNoPublicAddresses: Rule = {
  id: "subnet-no-public-addresses",
  title: "Subnets don't assign public addresses",
  why: "Every machine started in the subnet is on the internet, whether intended or not.",
  remedy: "Set map_public_ip_on_launch = false; load balancers and NAT gateways don't need it.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
  equivalents: { checkov: ["CKV_AWS_130"] },
  resourceTypes: ["aws_subnet"],
  check: (subnet, { graph }) => [
    checkAttribute(
      graph,
      subnet,
      "map_public_ip_on_launch",
      isOff,
      () => "Machines in it get public addresses.",
      false,
    ),
  ],
  examples: {
    pass: { resource: { aws_subnet: { a: { cidr_block: "10.0.0.0/24" } } } },
    fail: { resource: { aws_subnet: { a: { cidr_block: "10.0.0.0/24", map_public_ip_on_launch: true } } } },
  },
};
