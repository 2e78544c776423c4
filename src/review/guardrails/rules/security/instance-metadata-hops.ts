import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const instanceMetadataHops: Rule = {
  id: "instance-metadata-hops",
  title: "Containers don't reach the metadata service of their machine",
  why: "With a second hop every pod can take the credentials of its node.",
  remedy: "Set metadata_options.http_put_response_hop_limit = 1 and give pods roles of their own.",
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
      (hops) => `Answers travel ${String(hops)} hops.`,
      1,
    ),
  ],
  examples: {
    pass: { resource: { aws_launch_template: { nodes: { metadata_options: { http_put_response_hop_limit: 1 } } } } },
    fail: { resource: { aws_launch_template: { nodes: { metadata_options: { http_put_response_hop_limit: 2 } } } } },
  },
};
