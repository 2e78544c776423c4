import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { documents } from "./docs/documents";

/** `npm run docs`: writes every generated page, and removes the pages of deleted rules. */
const root = resolve(__dirname, "..");
const rules = join(root, "docs/rules");
mkdirSync(rules, { recursive: true });
for (const page of readdirSync(rules)) rmSync(join(rules, page));
for (const { path, text } of documents()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
