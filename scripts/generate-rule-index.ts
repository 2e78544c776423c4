import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ruleIndex } from "./docs/rule-index";

/** The first half of `npm run docs`: the pages of rules are made from the list of rules, so the list comes first. */
const { path, text } = ruleIndex();
writeFileSync(join(resolve(__dirname, ".."), path), text);
