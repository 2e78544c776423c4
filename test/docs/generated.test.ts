import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { documents } from "../../scripts/docs/documents";

const root = resolve(__dirname, "../..");
const pages = documents();

describe("the generated pages match the code; after a change run `npm run docs`", () => {
  test.each(pages.map(({ path, text }) => [path, text]))("%s", (path, text) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
  });

  test("every page of a rule belongs to a rule", () => {
    const generated = pages.map(({ path }) => path);
    const rules = readdirSync(join(root, "docs/rules")).map((page) => `docs/rules/${page}`);
    expect(rules.filter((page) => !generated.includes(page))).toEqual([]);
  });
});
