import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import fc from "fast-check";
import {
  compare,
  jsonReport,
  junitReport,
  markdownReport,
  ResourceGraph,
  type ReviewResult,
  reviewGraph,
  sarifReport,
} from "../../../src/review";
import { NO_USAGE } from "../cost/estimate";

/** A small stack in which every text is the given one. */
function result(text: string, { compared = false, buckets = 1 } = {}): ReviewResult {
  const build = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => [
      `${text}${index}`,
      { bucket: text, force_destroy: true },
    ]);
    return ResourceGraph.fromTerraform([
      { name: text, json: { resource: { aws_s3_bucket: Object.fromEntries(names) } } },
    ]);
  };
  const review = (graph: ResourceGraph) =>
    reviewGraph(graph, {
      policy: {
        name: text,
        strictness: "prod",
        budgetUsd: 1,
        waivers: [{ rule: "s3-own-key", resource: "*0", reason: text, owner: text, expires: "2026-12-31" }],
      },
      usage: { ...NO_USAGE, natGb: 1 },
      today: "2026-11-01",
    });
  const head = build(buckets);
  const base = build(0);
  const reviewed = review(head);
  return compared
    ? {
        ...reviewed,
        comparison: compare({ graph: base, result: review(base) }, { graph: head, result: reviewed }),
      }
    : reviewed;
}

const HOSTILE = [
  "</details><script>alert(1)</script>",
  "x`| --- |\n# heading\n",
  "@everyone [click](https://evil.example.com)",
  "]]>\u0000\u001b[31m\u202e\ud800",
  '" onload="x',
  "<!-- mlops-review -->",
];

const texts = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 40 }));

describe("Markdown for a pull request", () => {
  test("starts with the verdict, and collapses everything else", () => {
    const text = markdownReport([result("acme", { compared: true })]);
    const [marker, headline] = text.split("\n");
    expect(marker).toBe("<!-- mlops-review -->");
    expect(headline).toMatch(/^## ❌ Blocked: `acme`, cost unchanged$/);
    expect(text).toContain("**high** `deletion-protection`, mandatory");
    expect(text).toContain("- `acme aws_s3_bucket.acme0`");
    expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? -1);
  });

  test("stays below the comment size limit, and states how much is missing", () => {
    const long = Array.from({ length: 60 }, (_, index) => result(`${"long".repeat(40)}${index}`, { buckets: 30 }));
    const text = markdownReport(long);
    expect(text.length).toBeLessThan(65_000);
    expect(text).toMatch(/_\d+ sections more don't fit into a comment/);
  });

  test("names and messages never become markup", () => {
    fc.assert(
      fc.property(texts, (hostile) => {
        const text = markdownReport([result(hostile, { compared: true })]);
        const [, ...body] = text.split("<!-- mlops-review -->\n");
        const rest = body.join("");
        expect(rest).not.toContain("<!-- mlops-review -->");
        // The only elements are those of the report itself.
        expect(rest.replaceAll(/<\/?(details|summary)>/g, "").replaceAll(/`[^`\n]*`/g, "")).not.toMatch(/<[a-z/!]/i);
        expect(rest.match(/<details>/g)?.length).toBe(rest.match(/<\/details>/g)?.length);
        expect(rest.replaceAll(/`[^`\n]*`/g, "")).not.toMatch(/@[a-z]|[^\\]\]\(/i);
      }),
      { numRuns: 200 },
    );
  });
});

describe("SARIF", () => {
  const log = JSON.parse(sarifReport([result("acme")]));
  const [run] = log.runs;

  test("has the version, the rules and their documentation", () => {
    expect(log.version).toBe("2.1.0");
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toContain("deletion-protection");
    expect(new Set(ids).size).toBe(ids.length);
    for (const { ruleId, ruleIndex } of run.results) expect(ids[ruleIndex]).toBe(ruleId);
  });

  test("has a level, a place and a fingerprint for each finding, and a suppression for waived findings", () => {
    for (const { level, locations, partialFingerprints } of run.results) {
      expect(["error", "warning"]).toContain(level);
      expect(locations[0].logicalLocations[0].fullyQualifiedName).not.toBe("");
      expect(partialFingerprints["place/v1"]).toEqual(expect.any(String));
    }
    const waived = run.results.filter(({ suppressions }: { suppressions?: unknown }) => suppressions);
    expect(waived.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["s3-own-key"]);
    expect(waived[0].suppressions[0]).toMatchObject({ kind: "external", status: "accepted" });
  });

  test("gives the same fingerprint to the same place", () => {
    const prints = () =>
      JSON.parse(sarifReport([result("acme")])).runs[0].results.map(
        ({ partialFingerprints }: { partialFingerprints: object }) => partialFingerprints,
      );
    expect(prints()).toEqual(prints());
  });

  test("shows findings at the file of the environment, or at its name if no file is known", () => {
    const reviewed = result("aws-prod");
    const uriOf = (shown: ReviewResult) =>
      JSON.parse(sarifReport([shown])).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
    const source = "teams/ml/aws prod.ts";
    expect(uriOf({ ...reviewed, policy: { ...reviewed.policy, source } })).toBe("teams/ml/aws%20prod.ts");
    expect(uriOf(reviewed)).toBe("aws-prod");
  });
});

describe("JUnit", () => {
  test("fails a case for each mandatory rule, and skips waived findings", () => {
    const text = junitReport([result("acme")]);
    expect(text).toContain('<testcase classname="acme" name="deletion-protection">');
    expect(text).toMatch(/<failure message="high: [^"]+">/);
    expect(text).toContain('classname="acme.waived" name="s3-own-key"');
    const [, tests] = /tests="(\d+)"/.exec(text) ?? [];
    expect(text.match(/<testcase /g)).toHaveLength(Number(tests));
  });

  test("is well-formed whatever the names are", () => {
    fc.assert(
      fc.property(texts, (hostile) => {
        const text = junitReport([result(hostile)]);
        const content = text.replaceAll(
          /<\/?(testsuites|testsuite|testcase|failure|skipped|system-out)( [a-z]+="[^"<]*")*\/?>|<\?xml[^>]*\?>/g,
          "",
        );
        expect(content).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
      }),
      { numRuns: 200 },
    );
  });
});

test("JSON matches its published schema", () => {
  const schema = (name: string) =>
    JSON.parse(readFileSync(join(__dirname, "../../../src/review/report", name), "utf8"));
  const validate = new Ajv({ allErrors: true, strict: false })
    .addSchema(schema("cost.schema.json"))
    .compile(schema("review.schema.json"));
  const results = [result("acme"), result("acme", { compared: true, buckets: 3 })];
  expect([validate(JSON.parse(jsonReport(results))), validate.errors]).toEqual([true, null]);
  expect(validate({ version: 1, environments: [{}] })).toBe(false);
});
