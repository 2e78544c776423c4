import { ADVICE, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const natGatewayPerZone: Rule = {
  id: "nat-gateway-per-zone",
  title: "Development uses one NAT gateway",
  why: "Each gateway costs 32.85 USD a month before any traffic.",
  remedy: "Use one NAT gateway for all zones of a development network.",
  severity: "low",
  area: "cost",
  enforcement: ADVICE,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
  resourceTypes: ["aws_nat_gateway"],
  check: (gateway, { graph, strictness }) => {
    if (strictness !== "dev") return [];
    const first = graph.ofType("aws_nat_gateway").find(({ stack }) => stack === gateway.stack);
    return [gateway === first ? PASS : fail(`${first?.address ?? "Another one"} is enough.`)];
  },
  examples: {
    pass: { resource: { aws_nat_gateway: { a: { subnet_id: "subnet-a" } } } },
    fail: { resource: { aws_nat_gateway: { a: { subnet_id: "subnet-a" }, b: { subnet_id: "subnet-b" } } } },
  },
};
