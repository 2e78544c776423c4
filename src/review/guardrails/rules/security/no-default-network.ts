import type { Resource, ResourceGraph } from "../../../model";
import { checkAttribute, FROM_STAGING, fail, isOff } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

function judgeGoogle(resource: Resource, graph: ResourceGraph): Outcome {
  const [path, message] =
    resource.type === "google_project"
      ? ["auto_create_network", "The project gets a network called default, open for SSH and RDP."]
      : ["auto_create_subnetworks", "The network has a subnet in every region of the world."];
  return checkAttribute(graph, resource, path, isOff, () => message, true);
}

export const noDefaultNetwork: Rule = {
  id: "no-default-network",
  title: "Nothing runs in the default network",
  why: "The default network gives every machine a public address or opens SSH to the internet.",
  remedy: "Create a dedicated network, with auto_create_network and auto_create_subnetworks = false.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
  equivalents: { checkov: ["CKV_AWS_148", "CKV_GCP_27"], cis: ["GCP 3.0.0 3.1"] },
  resourceTypes: ["aws_default_vpc", "aws_default_subnet", "google_project", "google_compute_network"],
  check: (resource, { graph }) => [
    resource.type.startsWith("aws_") ? fail("It is the default network.") : judgeGoogle(resource, graph),
  ],
  examples: {
    pass: { resource: { google_compute_network: { main: { auto_create_subnetworks: false } } } },
    fail: { resource: { google_compute_network: { main: { name: "main" } } } },
  },
};
