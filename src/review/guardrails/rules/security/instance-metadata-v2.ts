import { ALWAYS, checkAttribute, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const instanceMetadataV2: Rule = {
  id: "instance-metadata-v2",
  title: "Instances require version 2 of the metadata service",
  why: "With version 1, a forged request through an application (SSRF) exposes the machine's credentials.",
  remedy: 'Set metadata_options.http_tokens = "required".',
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  equivalents: { checkov: ["CKV_AWS_79"], cis: ["AWS 3.0.0 5.6"] },
  resourceTypes: ["aws_instance", "aws_launch_configuration", "aws_launch_template"],
  check: (machine, { graph }) => {
    // The launch template sets it for its machines.
    const settings = graph.blocks(machine, "metadata_options");
    if (settings.length === 0 && graph.blocks(machine, "launch_template").length > 0) return [];
    if (settings[0]?.http_endpoint === "disabled") return [PASS];
    return [
      checkAttribute(
        graph,
        machine,
        "metadata_options.http_tokens",
        (tokens) => tokens === "required",
        () => "The metadata service accepts requests without a token.",
        "optional",
      ),
    ];
  },
  examples: {
    pass: { resource: { aws_launch_template: { nodes: { metadata_options: { http_tokens: "required" } } } } },
    fail: { resource: { aws_launch_template: { nodes: { name: "nodes" } } } },
  },
};
