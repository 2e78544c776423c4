import { reviewEnvironment } from "../../src/cli/review/review-environment";
import { parseEnvironments } from "../../src/environment/parse-environments";
import { folderOf, runCli } from "./run-cli";

const teardown = {
  reason: "The project ended; its data is archived.",
  owner: "ada@example.com",
  expires: "2026-11-20",
};

const ENVIRONMENTS = ["aws/staging", "aws/prod", "google/staging", "google/prod"];

function inputOf(name: string): object {
  return require(`../../environments/${name}`).default;
}

const mandatory = (name: string, changes: object, today: string) => {
  const [environment] = parseEnvironments([{ source: name, input: { ...inputOf(name), ...changes } }], today);
  if (!environment) throw new Error(name);
  const { failed, waived } = reviewEnvironment(environment, today).result;
  const ids = failed.filter(({ enforcement }) => enforcement === "mandatory").map(({ rule }) => rule.id);
  return { ids: [...new Set(ids)].sort(), failed, waived };
};

test.each(ENVIRONMENTS)("%s can be torn down as described in the guide", (name) => {
  const { ids, failed, waived } = mandatory(name, { teardown }, "2026-11-01");
  expect(ids).toEqual([]);
  expect(failed.filter(({ rule }) => rule.id === "teardown-stated")).toHaveLength(1);
  expect(waived.some(({ finding }) => finding.rule.id === "deletion-protection")).toBe(true);
});

test.each(ENVIRONMENTS)("%s without a teardown block keeps its protection", (name) => {
  expect(mandatory(name, { deletionProtection: false }, "2026-11-01").ids).toContain("deletion-protection");
});

test("an expired teardown relaxes nothing and fails itself", () => {
  const { ids } = mandatory("aws/prod", { teardown }, "2026-11-21");
  expect(ids).toEqual(["database-final-snapshot", "deletion-protection", "secret-recovery-window", "teardown-expired"]);
});

test("every report shows the owner, reason and expiry date of a teardown", () => {
  const folder = folderOf({ "prod.json": JSON.stringify({ ...inputOf("aws/prod"), teardown }) });
  for (const format of ["table", "markdown", "html", "json", "sarif"]) {
    // Markdown keeps addresses from becoming mentions.
    const output = runCli("review", "--environments", folder, "--format", format).output.replaceAll("\u2060", "");
    expect([format, output.includes("teardown-stated")]).toEqual([format, true]);
    expect([format, output.includes("ada@example.com will tear this environment down by 2026-11-20")]).toEqual([
      format,
      true,
    ]);
  }
});
