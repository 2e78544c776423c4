import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const launchTemplateVersion: Rule = {
  id: "launch-template-version",
  title: "Groups pin their launch template version",
  why: "With $Latest, a manual change reaches new machines without appearing in any plan.",
  remedy: 'Set version = "${aws_launch_template.<name>.latest_version}".',
  severity: "medium",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html",
  resourceTypes: ["aws_autoscaling_group", "aws_eks_node_group", "aws_instance"],
  check: (group, { graph }) =>
    graph.blocks(group, "launch_template").map(({ version }) => {
      // Groups use the default version unless another is set; it can also be changed by hand.
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
