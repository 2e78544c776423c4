import { ADVICE, checkPresent } from "../../outcomes";
import type { Rule } from "../../rule";

export const terraformVersionPinned: Rule = {
  id: "terraform-version-pinned",
  title: "The code says which Terraform it needs",
  why: "An older version misreads it, and a newer one changes the state for everybody else.",
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
