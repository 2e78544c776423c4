import type { Suggestion } from "./suggestion";

const TYPE = "aws_nat_gateway";

export const oneNatGateway: Suggestion = {
  id: "one-nat-gateway",
  title: "Share one NAT gateway between the zones",
  caution: "If its zone fails, the others can't reach the internet; traffic between zones is billed.",
  tiers: ["dev", "staging"],
  change: ({ graph }) => {
    const all = graph.ofType(TYPE);
    const kept = new Set(new Map([...all].reverse().map((gateway) => [gateway.stack, gateway])).values());
    return (resource) => {
      const [gateway] = resource.type === "aws_eip" ? graph.referrers(resource, TYPE) : [resource];
      return gateway?.type === TYPE && !kept.has(gateway) ? "gone" : undefined;
    };
  },
};
