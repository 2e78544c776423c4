import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { htmlReport, type ReviewResult } from "../../../../src/review";
import { SCRIPT, SCRIPT_HASH } from "../../../../src/review/report/html/script";
import { STYLE, STYLE_HASH } from "../../../../src/review/report/html/style";
import { BLOCKED, CLEAN, COMPARED, HOSTILE, saying } from "./sample";

const page = htmlReport([COMPARED, CLEAN]);

/** The page without its fixed parts, to keep diffs readable. */
function content(text: string): string {
  return text.replace(STYLE, "").replace(SCRIPT, "");
}

/** The visible text, on one line. */
function words(text: string): string {
  return content(text)
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}

/** Every tag with its attributes, without numbers: the positions of boxes depend on their names. */
function tags(text: string): string[] {
  return [...content(text).matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/[\d.]+/g, "0")).sort();
}

test("the page matches the golden file; `UPDATE_GOLDEN=1 npm test` updates it", () => {
  const file = join(__dirname, "../golden/report.html");
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, content(page));
  expect(content(page)).toBe(readFileSync(file, "utf8"));
});

test("it shows verdict, cost, budget, findings with place and remedy, undecided, waivers, unpriced", () => {
  const text = words(page);
  expect(text).toContain("Blocked by 5 mandatory findings in 1 of 2 environments");
  expect(text).toContain("50.75 USD a month 254 % of the budget of 20.00");
  expect(text).toContain("aws_db_instance.main publicly_accessible The database has a public address.");
  expect(text).toContain("Fix: Set publicly_accessible = false (RDS)");
  expect(text).toContain("storage_encrypted is ${var.encrypted}, which is only known in a plan");
  expect(text).toContain("A demonstration environment ml@example.com · until 2026-12-31 · covers 1 finding");
  expect(text).toContain("1 unpriced, not included in the total");
  expect(text).toContain("No budget is set.");
});

test("the effect of a change is summarized in one line, with details below", () => {
  const text = words(page);
  expect(text).toContain(
    "aws-demo 1 resource added · 1 removed · 1 changed · 1 new finding · 1 fixed · −32.85 USD a month",
  );
  expect(text).toContain("Changed resources 1 aws_db_instance.main aws-demo instance_class multi_az");
  expect(text).toContain("NAT gateway aws_nat_gateway.old 32.85 0.00 −32.85 Total 83.60 50.75 −32.85");
  expect(words(htmlReport([BLOCKED]))).not.toContain("Change aws-demo");
});

test("a change without effect is shown as such", () => {
  const none = new Decimal(1);
  const comparison = {
    resources: { added: [], removed: [], altered: [] },
    findings: { new: [], mended: [] },
    cost: { before: none, after: none, lines: [] },
  };
  expect(words(htmlReport([{ ...BLOCKED, comparison }]))).toContain("Change aws-demo no changes");
});

test("the most severe rules come first", () => {
  const severities = [...page.matchAll(/<details class="rule" data-severity="(\w+)"/g)].map(([, severity]) => severity);
  const failed = severities.slice(0, new Set(BLOCKED.failed.map(({ rule }) => rule.id)).size);
  const order = ["critical", "high", "medium", "low"];
  expect(failed).toEqual([...failed].sort((left = "", right = "") => order.indexOf(left) - order.indexOf(right)));
  expect(new Set(failed).size).toBeGreaterThan(1);
});

test.each<[string, ReviewResult[], string]>([
  ["one that is blocked", [BLOCKED], "Blocked by 5 mandatory findings"],
  ["nothing found", [CLEAN], "Clean: no findings in 1 environment"],
  ["only advice", [advised(BLOCKED)], "Passes, with 6 advisory findings in 1 environment"],
  ["nothing reviewed", [], "Clean: no findings in 0 environments"],
])("the verdict on %s", (_, results, verdict) => {
  expect(words(htmlReport(results))).toContain(verdict);
});

function advised(result: ReviewResult): ReviewResult {
  return { ...result, failed: result.failed.map((finding) => ({ ...finding, enforcement: "advisory" as const })) };
}

test("lists that are too long are counted", () => {
  const [first] = BLOCKED.failed;
  const [line] = BLOCKED.cost.lines;
  if (!first || !line) throw new Error("the sample has findings and cost lines");
  const many: ReviewResult = {
    ...BLOCKED,
    failed: Array.from({ length: 1201 }, (_, index) => ({ ...first, address: `aws_db_instance.number${index}` })),
    parts: Array.from({ length: 70 }, (_, index) => ({
      stack: "aws-demo",
      name: `part${index}`,
      resources: index,
      failed: 0,
      uses: index > 0 ? [`part${index - 1}`] : [],
    })),
    cost: { ...BLOCKED.cost, lines: Array.from({ length: 1002 }, () => line) },
  };
  const text = words(htmlReport([many]));
  expect(text).toContain("1,001 more places of this rule; the JSON report lists them all.");
  expect(text).toContain("2 more lines; the JSON report lists them all.");
  expect(text).toContain("Not drawn: 10 smaller parts.");
  expect(text).not.toContain("part9: ");
  expect(text).toContain("part69: ");
});

describe("reviewed text is always escaped", () => {
  const harmless = tags(htmlReport([saying("x")]));

  test.each(HOSTILE.map((text) => [text]))("%j", (text) => {
    expect(tags(htmlReport([saying(text)]))).toEqual(harmless);
  });

  test("any text", () => {
    const nasty = fc.array(fc.oneof(fc.constantFrom(...HOSTILE, "<", ">", '"', "'", "&", "`"), fc.string()));
    fc.assert(
      fc.property(nasty, (pieces) => {
        expect(tags(htmlReport([saying(pieces.join(""))]))).toEqual(harmless);
      }),
      { numRuns: 200 },
    );
  });

  test("invisible characters and those that change the text direction are shown as such", () => {
    const unseen = ["\u0000", "\u001b", "\u202e", "\u2066"];
    const text = htmlReport([saying(unseen.join(""))]);
    expect(unseen.filter((character) => text.includes(character))).toEqual([]);
    expect(text).toContain("aws_db_instance.main\ufffd\ufffd\ufffd\ufffd");
  });
});

describe("the page is self-contained and closed", () => {
  test.each([
    ["script", SCRIPT, SCRIPT_HASH],
    ["style", STYLE, STYLE_HASH],
  ])("its policy allows its own %s", (_, text, hash) => {
    expect(hash).toBe(`sha256-${createHash("sha256").update(text).digest("base64")}`);
    expect(page).toContain(`'${hash}'`);
    expect(page).toContain(`>${text}</`);
  });

  test("it refers to no external address, and has no inline styles or handlers", () => {
    expect(page).toContain("default-src 'none'");
    expect(tags(page).filter((tag) => /\s(src|style|on\w+)=|href="[^#]|<link|<iframe|<object/.test(tag))).toEqual([]);
    expect(`${STYLE}${SCRIPT}`).not.toMatch(/https?:|@import|url\(|fetch|XMLHttp|innerHTML/);
  });
});
