import { companions } from "../../companion";
import { checkPresent, FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** Google doesn't support flow logs for proxy-only subnets. */
const WITHOUT_LOGS = ["REGIONAL_MANAGED_PROXY", "GLOBAL_MANAGED_PROXY"];

export const flowLogs: Rule = {
  id: "flow-logs",
  title: "Networks have flow logs",
  why: "Without flow logs there is no record after a breach of network connections.",
  remedy: "Add an aws_flow_log for the VPC, or log_config on the subnetwork.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  equivalents: {
    checkov: ["CKV2_AWS_11", "CKV_GCP_26"],
    cdkNag: ["AwsSolutions-VPC7"],
    cis: ["AWS 3.0.0 3.7", "GCP 3.0.0 3.8"],
  },
  resourceTypes: ["aws_vpc", "google_compute_subnetwork"],
  check: (network, { graph }) => {
    if (network.type === "google_compute_subnetwork") {
      return WITHOUT_LOGS.includes(String(network.body.purpose))
        ? []
        : [checkPresent(graph, network, "log_config", "It has no flow logs.")];
    }
    const logs = companions(graph, network, "aws_flow_log", "vpc_id");
    return [logs.length > 0 ? PASS : fail("It has no flow logs.")];
  },
  examples: {
    pass: {
      resource: {
        aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
        aws_flow_log: { main: { vpc_id: "${aws_vpc.main.id}", traffic_type: "ALL" } },
      },
    },
    fail: { resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } },
  },
};
