import type { Resource, ResourceGraph } from "../../../model";
import { checkValue, FROM_STAGING, fail, isOff, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const PUBLIC = "It has a public address.";

function judgeAws(machine: Resource, graph: ResourceGraph): Outcome[] {
  const path = machine.type === "aws_ecs_service" ? "assign_public_ip" : "associate_public_ip_address";
  const blocks: Readonly<Record<string, string>> = {
    aws_launch_template: "network_interfaces",
    aws_ecs_service: "network_configuration",
  };
  const block = blocks[machine.type];
  const settings = block === undefined ? [machine.body] : graph.blocks(machine, block);
  return settings.map((setting) => checkValue(graph.resolve(machine, setting[path]), path, isOff, () => PUBLIC, false));
}

export const machineNoPublicAddress: Rule = {
  id: "machine-no-public-address",
  title: "Machines have no public addresses",
  why: "A machine on the internet is scanned within minutes, and one open port can be enough to take it over.",
  remedy:
    "Remove associate_public_ip_address or access_config; use NAT for outbound and a load balancer for inbound traffic.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/compute/docs/ip-addresses",
  equivalents: {
    checkov: ["CKV_AWS_88", "CKV_AWS_333", "CKV_GCP_40"],
    cis: ["GCP 3.0.0 4.9"],
  },
  resourceTypes: [
    "aws_instance",
    "aws_launch_template",
    "aws_ecs_service",
    "google_compute_instance",
    "google_compute_instance_template",
  ],
  check: (machine, { graph }) =>
    machine.type.startsWith("aws_")
      ? judgeAws(machine, graph)
      : graph
          .blocks(machine, "network_interface")
          .map((network) =>
            [network.access_config ?? [], network.ipv6_access_config ?? []].flat().length > 0
              ? fail(PUBLIC, "network_interface.access_config")
              : PASS,
          ),
  examples: {
    pass: { resource: { google_compute_instance: { train: { network_interface: [{ network: "main" }] } } } },
    fail: {
      resource: {
        google_compute_instance: { train: { network_interface: [{ network: "main", access_config: [{}] }] } },
      },
    },
  },
};
