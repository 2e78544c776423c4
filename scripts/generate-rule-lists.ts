import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ruleLists } from "./docs/rule-lists";

/** The first half of `npm run docs`: rule pages are generated from the rule lists, so the lists come first. */
const root = resolve(__dirname, "..");
for (const { path, text } of ruleLists()) writeFileSync(join(root, path), text);
