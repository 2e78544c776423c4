import { fail, IN_PROD, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const natInEveryZone: Rule = {
  id: "nat-in-every-zone",
  title: "Production has a NAT gateway in every zone",
  why: "If the zone of the only gateway fails, all other zones lose internet access.",
  remedy: "Add a NAT gateway and a route table for each zone.",
  severity: "medium",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
  resourceTypes: ["aws_vpc"],
  check: (network, { graph, strictness }) => {
    if (strictness !== "prod") return [];
    const subnets = graph.referrers(network, "aws_subnet");
    const gateways = new Set(subnets.flatMap((subnet) => graph.referrers(subnet, "aws_nat_gateway")));
    const zones = new Set(
      subnets.map(({ body }) => JSON.stringify(body.availability_zone ?? body.availability_zone_id)),
    );
    if (gateways.size === 0) return [];
    return [gateways.size >= zones.size ? PASS : fail(`It has ${gateways.size} NAT gateways for ${zones.size} zones.`)];
  },
  examples: {
    pass: {
      resource: {
        aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
        aws_subnet: {
          a: { vpc_id: "${aws_vpc.main.id}", availability_zone: "us-east-1a" },
          b: { vpc_id: "${aws_vpc.main.id}", availability_zone: "us-east-1b" },
        },
        aws_nat_gateway: { a: { subnet_id: "${aws_subnet.a.id}" }, b: { subnet_id: "${aws_subnet.b.id}" } },
      },
    },
    fail: {
      resource: {
        aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
        aws_subnet: {
          a: { vpc_id: "${aws_vpc.main.id}", availability_zone: "us-east-1a" },
          b: { vpc_id: "${aws_vpc.main.id}", availability_zone: "us-east-1b" },
        },
        aws_nat_gateway: { a: { subnet_id: "${aws_subnet.a.id}" } },
      },
    },
  },
};
