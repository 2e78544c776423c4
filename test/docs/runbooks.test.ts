import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DOCS = join(__dirname, "../../docs");
const RUNBOOKS = readdirSync(join(DOCS, "runbooks")).sort();

const contentOf = (page: string) => readFileSync(join(DOCS, "runbooks", page), "utf8");
const investigation = (page: string) => /^## Investigate\n([\s\S]*?)^## /m.exec(contentOf(page))?.[1] ?? "";

/** A command that can be typed as it is, after the names are filled in. */
const COMMAND = /`(kubectl|argocd|argo|velero) [^`]+`/;

test("docs/README.md lists every runbook once, in alphabetical order", () => {
  const index = readFileSync(join(DOCS, "README.md"), "utf8");
  const rows = [...index.matchAll(/^\| \[(\w+)\]\(runbooks\/(\w+\.md)\) \| \S.* \|$/gm)];
  expect(rows.map(([, , page]) => page)).toEqual(RUNBOOKS);
  expect(rows.map(([, name]) => `${name}.md`)).toEqual(RUNBOOKS);
});

test.each(RUNBOOKS)("%s says when the alert fires, how to investigate and how to fix it", (page) => {
  expect(contentOf(page)).toMatch(
    new RegExp(`^# ${page.replace(/\.md$/, "")}\n\n[\\s\\S]+\n\n## Investigate\n\n[\\s\\S]+\n\n## Fix\n\n\\S`),
  );
});

test.each(RUNBOOKS)("%s has a command to start with, or leads to a runbook that has one", (page) => {
  const others = [...investigation(page).matchAll(/\]\((\w+\.md)\)/g)].map(([, other = ""]) => investigation(other));
  expect([investigation(page), ...others].filter((text) => COMMAND.test(text))).not.toEqual([]);
});
