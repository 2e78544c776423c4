import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Document } from "./documents";

const FOLDER = "src/review/guardrails/rules";
const AREAS = ["change-safety", "cost", "reliability", "reproducibility", "security"];

/** The list of all rules, made from the files that hold them. */
export function ruleIndex(): Document {
  const root = resolve(__dirname, "../..");
  const rules = AREAS.flatMap((area) =>
    ruleFiles(join(root, FOLDER, area)).map((file) => ({
      path: `./${area}/${basename(file, ".ts")}`,
      name: exportedRule(join(root, FOLDER, area, file)),
    })),
  );
  const text = [
    'import type { Rule } from "../rule";',
    ...rules.map(({ name, path }) => `import { ${name} } from "${path}";`),
    "",
    "/** Every rule, by area. Written by `npm run docs`; a test holds it complete. */",
    "export const RULES: readonly Rule[] = [",
    ...rules.map(({ name }) => `  ${name},`),
    "];",
    "",
  ].join("\n");
  return { path: `${FOLDER}/index.ts`, text };
}

function ruleFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort();
}

function exportedRule(file: string): string {
  const [, name] = /^export const (\w+): Rule = /m.exec(readFileSync(file, "utf8")) ?? [];
  if (!name) throw new Error(`${file} exports no rule`);
  return name;
}
