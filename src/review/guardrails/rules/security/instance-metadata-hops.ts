import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const instanceMetadataHops: Rule = {
  id: "instance-metadata-hops",
  title: "Containers can't reach the machine's metadata service",
  why: "With a second hop every pod can obtain its node's credentials.",
  remedy: "Set metadata_options.http_put_response_hop_limit = 1 and give pods their own roles.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html#_restrict_access_to_the_instance_profile_assigned_to_the_worker_node",
  equivalents: { checkov: ["CKV_AWS_341"] },
  resourceTypes: ["aws_launch_template", "aws_launch_configuration"],
  check: (template, { graph }) => [
    checkAttribute(
      graph,
      template,
      "metadata_options.http_put_response_hop_limit",
      (hops) => Number(hops) <= 1,
      (hops) => `Responses travel ${String(hops)} hops.`,
      1,
    ),
  ],
  examples: {
    pass: { resource: { aws_launch_template: { nodes: { metadata_options: { http_put_response_hop_limit: 1 } } } } },
    fail: { resource: { aws_launch_template: { nodes: { metadata_options: { http_put_response_hop_limit: 2 } } } } },
  },
};
