import { ADVICE, fail, isGiven, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** Attributes that show what an address is used for. */
const OWN_USE = ["instance", "network_interface", "users"];

export const idleAddress: Rule = {
  id: "idle-address",
  title: "Reserved addresses are used",
  why: "An unused public address costs as much as one in use, and more on Google Cloud.",
  remedy: "Attach it or remove it.",
  severity: "low",
  area: "cost",
  enforcement: ADVICE,
  link: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html",
  equivalents: { checkov: ["CKV2_AWS_19"] },
  resourceTypes: ["aws_eip", "google_compute_address", "google_compute_global_address"],
  check: (address, { graph }) => {
    // Internal ranges cost nothing.
    if (address.body.address_type === "INTERNAL") return [];
    const used = OWN_USE.some((path) => isGiven(graph.attribute(address, path))) || graph.referrers(address).length > 0;
    return [used ? PASS : fail("Nothing in the code uses it.")];
  },
  examples: {
    pass: {
      resource: {
        aws_eip: { nat: { domain: "vpc" } },
        aws_nat_gateway: { main: { allocation_id: "${aws_eip.nat.id}", subnet_id: "subnet-1" } },
      },
    },
    fail: { resource: { aws_eip: { nat: { domain: "vpc" } } } },
  },
};
