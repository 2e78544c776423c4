import { reviewEnvironment } from "../../src/cli/review-environment";
import { parseEnvironments } from "../../src/environment/parse-environments";
import { htmlReport, jsonReport, junitReport, markdownReport, type ReviewResult, sarifReport, terminalReport } from "../../src/review";

const teardown = { reason: "The project ended; its data is archived.", owner: "ada@example.com", expires: "2026-11-20" };

function reviewed(name: string, changes: object, today = "2026-11-01"): ReviewResult {
  const input = { ...require(`../../environments/${name}`).default, ...changes };
  const [environment] = parseEnvironments([{ source: name, input }], today);
  if (!environment) throw new Error(name);
  return reviewEnvironment(environment, today).result;
}

function mandatory({ failed }: ReviewResult): readonly string[] {
  return [...new Set(failed.filter(({ enforcement }) => enforcement === "mandatory").map(({ rule }) => rule.id))].sort();
}

const REPORTS = { terminalReport, markdownReport, htmlReport, jsonReport, sarifReport, junitReport };

test.each(["aws/staging", "aws/prod", "google/staging", "google/prod"])("%s can be taken down by the way that the guide describes", (name) => {
  const result = reviewed(name, { teardown });
  expect(mandatory(result)).toEqual([]);
  expect(result.failed.filter(({ rule }) => rule.id === "teardown-stated")).toHaveLength(1);
  const relaxed = new Set(result.waived.filter(({ waiver }) => waiver.reason.startsWith("Teardown: ")).map(({ finding }) => finding.rule.id));
  expect([...relaxed].sort()).toEqual(
    name.startsWith("aws") ? ["database-final-snapshot", "deletion-protection", "secret-recovery-window"] : ["deletion-protection"],
  );
  for (const [format, report] of Object.entries(REPORTS)) {
    const text = report([result]);
    const shown = ["teardown-stated", teardown.owner, teardown.expires].filter((part) => text.includes(part));
    expect([format, shown]).toEqual([format, ["teardown-stated", teardown.owner, teardown.expires]]);
  }
});

test("without a stated teardown an unprotected environment stays refused", () => {
  expect(mandatory(reviewed("aws/prod", { deletionProtection: false }))).toContain("deletion-protection");
});

test("a teardown whose day has passed relaxes nothing and fails by itself", () => {
  expect(mandatory(reviewed("aws/prod", { teardown }, "2026-11-21"))).toEqual([
    "database-final-snapshot",
    "deletion-protection",
    "secret-recovery-window",
    "teardown-expired",
  ]);
});
