import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const s3GatewayEndpoint: Rule = {
  id: "s3-gateway-endpoint",
  title: "Traffic to S3 bypasses NAT",
  why: "NAT charges per gigabyte for data sets and images that the gateway endpoint carries for free.",
  remedy: "Add an aws_vpc_endpoint of type Gateway for com.amazonaws.<region>.s3.",
  severity: "medium",
  area: "cost",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
  resourceTypes: ["aws_vpc"],
  check: (network, { graph }) => {
    const hasNat = graph
      .referrers(network, "aws_subnet")
      .some((subnet) => graph.referrers(subnet, "aws_nat_gateway").length > 0);
    if (!hasNat) return [];
    const endpoints = graph.referrers(network, "aws_vpc_endpoint");
    return [
      endpoints.some(({ body }) => String(body.service_name).endsWith(".s3"))
        ? PASS
        : fail("Traffic to S3 goes through NAT."),
    ];
  },
  examples: {
    pass: {
      resource: {
        aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
        aws_subnet: { a: { vpc_id: "${aws_vpc.main.id}" } },
        aws_nat_gateway: { a: { subnet_id: "${aws_subnet.a.id}" } },
        aws_vpc_endpoint: { s3: { vpc_id: "${aws_vpc.main.id}", service_name: "com.amazonaws.us-east-1.s3" } },
      },
    },
    fail: {
      resource: {
        aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
        aws_subnet: { a: { vpc_id: "${aws_vpc.main.id}" } },
        aws_nat_gateway: { a: { subnet_id: "${aws_subnet.a.id}" } },
      },
    },
  },
};
