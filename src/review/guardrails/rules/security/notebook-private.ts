import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const notebookPrivate: Rule = {
  id: "notebook-private",
  title: "Notebooks are not on the internet",
  why: "A notebook runs arbitrary code with its role's permissions and can read the training data.",
  remedy: 'Set direct_internet_access = "Disabled" with a subnet (SageMaker) or disable_public_ip = true (Workbench).',
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html",
  equivalents: { checkov: ["CKV_AWS_122", "CKV2_GCP_28"], cdkNag: ["AwsSolutions-SM1", "AwsSolutions-SM3"] },
  resourceTypes: ["aws_sagemaker_notebook_instance", "google_workbench_instance"],
  check: (notebook, { graph }) => [
    notebook.type === "google_workbench_instance"
      ? checkAttribute(
          graph,
          notebook,
          "gce_setup.disable_public_ip",
          isTrue,
          () => "The notebook has a public address.",
          false,
        )
      : checkAttribute(
          graph,
          notebook,
          "direct_internet_access",
          (access) => access === "Disabled",
          () => "The notebook has direct internet access.",
          "Enabled",
        ),
  ],
  examples: {
    pass: {
      resource: {
        aws_sagemaker_notebook_instance: {
          research: { direct_internet_access: "Disabled", subnet_id: "${aws_subnet.a.id}" },
        },
      },
    },
    fail: { resource: { aws_sagemaker_notebook_instance: { research: { instance_type: "ml.t3.medium" } } } },
  },
};
