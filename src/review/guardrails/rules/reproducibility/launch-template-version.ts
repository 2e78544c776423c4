import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const launchTemplateVersion: Rule = {
  id: "launch-template-version",
  title: "Groups name the version of their launch template",
  why: "With $Latest a change by hand reaches new machines and no plan shows it.",
  remedy: 'Set version = "${aws_launch_template.<name>.latest_version}".',
  severity: "medium",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html",
  resourceTypes: ["aws_autoscaling_group", "aws_eks_node_group", "aws_instance"],
  check: (group, { graph }) =>
    graph.blocks(group, "launch_template").map(({ version }) => {
      // Groups take the default version unless they are told another; it is moved by hand just the same.
      const named = !["$Latest", "$Default", ""].includes(String(version ?? ""));
      return named ? PASS : fail(`The version is ${String(version ?? "$Default")}.`, "launch_template.version");
    }),
  examples: {
    pass: {
      resource: {
        aws_eks_node_group: {
          general: { launch_template: { id: "lt-1", version: "${aws_launch_template.general.latest_version}" } },
        },
      },
    },
    fail: {
      resource: { aws_eks_node_group: { general: { launch_template: { id: "lt-1", version: "$Latest" } } } },
    },
  },
};
