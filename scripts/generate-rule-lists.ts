import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ruleLists } from "./docs/rule-lists";

/** The first half of `npm run docs`: the pages of rules are made from the lists of rules, so the lists come first. */
const root = resolve(__dirname, "..");
for (const { path, text } of ruleLists()) writeFileSync(join(root, path), text);
