import { isObject } from "../../../model";
import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** `6.25.0`, `~> 6.25` and `>= 6.25, < 7` have an upper bound; `>= 6.25` and `!= 6.24` don't. */
function isBounded(constraint: string): boolean {
  return constraint.split(",").some((part) => !/^\s*(>|!=)/.test(part));
}

export const providerVersionsPinned: Rule = {
  id: "provider-versions-pinned",
  title: "Provider versions are pinned",
  why: "Without pinned versions the same code can plan differently next week.",
  remedy: "Set a version for every entry of required_providers, with an upper bound such as ~> 6.25.",
  severity: "medium",
  area: "reproducibility",
  enforcement: ALWAYS,
  link: "https://developer.hashicorp.com/terraform/language/providers/requirements",
  resourceTypes: ["terraform"],
  check: (settings, { graph }) =>
    Object.entries(graph.blocks(settings, "required_providers")[0] ?? {}).map(([name, provider]) =>
      isObject(provider) && typeof provider.version === "string"
        ? isBounded(provider.version)
          ? PASS
          : fail(`Provider ${name} accepts any newer version: ${provider.version}.`, "required_providers")
        : fail(`Provider ${name} has no version.`, "required_providers"),
    ),
  examples: {
    pass: { terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "6.25.0" } } } },
    fail: { terraform: { required_providers: { aws: { source: "hashicorp/aws" } } } },
  },
};
