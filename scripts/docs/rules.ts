import { rulesMarkdown } from "../../src/cli/output/rules-report";
import { TIER_NAMES } from "../../src/facts/tier";
import { RULES, type Rule } from "../../src/review";
import type { Document } from "./document";
import { GENERATED, table } from "./markdown";

/** A page for each rule, and the list of all rules. */
export function ruleDocuments(): Document[] {
  return [
    { path: "docs/rules/README.md", text: index(RULES) },
    ...RULES.map((rule) => ({ path: `docs/rules/${rule.id}.md`, text: page(rule) })),
  ];
}

function index(rules: readonly Rule[]): string {
  return [
    GENERATED,
    "",
    "# Rules",
    "",
    "`mandatory` findings fail the review; `advisory` findings are only shown. Code without a known tier is reviewed as prod.",
    "",
    rulesMarkdown(rules),
    "",
  ].join("\n");
}

function page(rule: Rule): string {
  return [
    GENERATED,
    "",
    `# ${rule.id}`,
    "",
    `**${rule.title}.** ${rule.why}`,
    "",
    table(
      ["Area", "Severity", ...TIER_NAMES],
      [[rule.area, rule.severity, ...TIER_NAMES.map((tier) => rule.enforcement[tier])]],
    ),
    "",
    ...equivalents(rule),
    `Checks ${typesOf(rule)}. Source: <${rule.link}>.`,
    "",
    "## How to fix it",
    "",
    rule.remedy,
    "",
    "## Passes",
    "",
    code(rule.examples.pass),
    "",
    "## Fails",
    "",
    code(rule.examples.fail),
    "",
  ].join("\n");
}

function typesOf({ resourceTypes }: Rule): string {
  return resourceTypes.includes("*") ? "every resource" : resourceTypes.map((type) => `\`${type}\``).join(", ");
}

const CATALOGUES = { checkov: "checkov", cdkNag: "cdk-nag", cis: "CIS" } as const;

function equivalents({ equivalents = {} }: Rule): string[] {
  const named = (Object.keys(CATALOGUES) as (keyof typeof CATALOGUES)[]).flatMap((catalogue) => {
    const ids = equivalents[catalogue] ?? [];
    return ids.length === 0 ? [] : [`${CATALOGUES[catalogue]} ${ids.map((id) => `\`${id}\``).join(", ")}`];
  });
  return named.length === 0 ? [] : [`Also known as: ${named.join("; ")}.`, ""];
}

function code(json: Rule["examples"]["pass"]): string {
  return `\`\`\`json\n${JSON.stringify(json, null, 2)}\n\`\`\``;
}
