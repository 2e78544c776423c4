import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WORKFLOW_OBJECTS } from "../../src/constructs/delivery/argo-workflows";
import { NAMESPACES } from "../../src/constructs/kubernetes/names";

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

test("a runbook that reads the log of a workflow starts with its status: argo logs works only while the pods exist", () => {
  const pages = RUNBOOKS.filter((page) => contentOf(page).includes("argo logs"));
  expect(pages).not.toEqual([]);
  expect(pages.filter((page) => !/`argo get -n model-delivery /.test(investigation(page)))).toEqual([]);
});

test("ModelWorkflowFailed says where archived logs are", () => {
  const folder = WORKFLOW_OBJECTS.replace("{{workflow.namespace}}", NAMESPACES["model-delivery"])
    .replace("{{workflow.name}}", "NAME")
    .replace("/{{pod.name}}", "");
  for (const scheme of ["s3", "gs"]) {
    expect(investigation("ModelWorkflowFailed.md")).toContain(`${scheme}://acme-prod-pipelines/${folder}`);
  }
});
