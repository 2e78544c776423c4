import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Document } from "./document";

const FOLDER = "src/review/guardrails/rules";
const AREAS = ["change-safety", "cost", "reliability", "reproducibility", "security"];

/** The lists of all rules, one for each area, made from the files that hold them. */
export function ruleLists(): readonly Document[] {
  return AREAS.map((area) => ({ path: `${FOLDER}/${area}-rules.ts`, text: list(area) }));
}

function list(area: string): string {
  const folder = join(resolve(__dirname, "../.."), FOLDER, area);
  const rules = ruleNames(folder).map((file) => ({ file, name: exportedRule(join(folder, `${file}.ts`)) }));
  return [
    'import type { Rule } from "../rule";',
    ...rules.map(({ file, name }) => `import { ${name} } from "./${area}/${file}";`),
    "",
    "/** Written by `npm run docs`; a test holds it complete. */",
    `export const ${area.toUpperCase().replaceAll("-", "_")}_RULES: readonly Rule[] = [`,
    ...rules.map(({ name }) => `  ${name},`),
    "];",
    "",
  ].join("\n");
}

/** In the order that the linter wants: `budget` before `budget-alerts`. */
function ruleNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"))
    .sort();
}

function exportedRule(file: string): string {
  const [, name] = /^export const (\w+): Rule = /m.exec(readFileSync(file, "utf8")) ?? [];
  if (!name) throw new Error(`${file} exports no rule`);
  return name;
}
