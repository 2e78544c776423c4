import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const notebookNoRoot: Rule = {
  id: "notebook-no-root",
  title: "SageMaker notebook users are not root",
  why: "Root can read other users' files on the notebook and disable its protections.",
  remedy: 'Set root_access = "Disabled".',
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html",
  equivalents: { checkov: ["CKV_AWS_307"] },
  resourceTypes: ["aws_sagemaker_notebook_instance"],
  check: (notebook, { graph }) => [
    checkAttribute(
      graph,
      notebook,
      "root_access",
      (access) => access === "Disabled",
      () => "Users are root.",
      "Enabled",
    ),
  ],
  examples: {
    pass: { resource: { aws_sagemaker_notebook_instance: { research: { root_access: "Disabled" } } } },
    fail: { resource: { aws_sagemaker_notebook_instance: { research: { instance_type: "ml.t3.medium" } } } },
  },
};
