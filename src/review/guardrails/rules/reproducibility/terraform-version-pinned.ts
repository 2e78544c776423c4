import { ADVICE, checkPresent } from "../../outcomes";
import type { Rule } from "../../rule";

export const terraformVersionPinned: Rule = {
  id: "terraform-version-pinned",
  title: "The Terraform version is set",
  why: "An older version may misread the code, and a newer one may upgrade the state so that others can't use it.",
  remedy: "Set required_version.",
  severity: "low",
  area: "reproducibility",
  enforcement: ADVICE,
  link: "https://developer.hashicorp.com/terraform/language/terraform#terraform-required_version",
  resourceTypes: ["terraform"],
  check: (settings, { graph }) => [
    checkPresent(graph, settings, "required_version", "Any version of Terraform may apply it."),
  ],
  examples: {
    pass: { terraform: { required_version: ">= 1.11.0" } },
    fail: { terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "6.25.0" } } } },
  },
};
