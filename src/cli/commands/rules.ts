import { RULES, type Rule } from "../../review";
import type { Io } from "../io";
import { rulesJson, rulesMarkdown, rulesTable } from "../output/rules-report";

export interface RulesCommandOptions {
  /** @default - all areas */
  readonly area?: Rule["area"];
  readonly format: "table" | "markdown" | "json";
}

/**
 * `mlops rules`: every guardrail, with its requirement and its enforcement.
 * @returns exit status 0
 */
export function rulesCommand({ area, format }: RulesCommandOptions, io: Io): number {
  const rules = RULES.filter((rule) => area === undefined || rule.area === area);
  if (format === "json") io.write(rulesJson(rules));
  else io.write(format === "markdown" ? `${rulesMarkdown(rules)}\n` : rulesTable(rules));
  return 0;
}
