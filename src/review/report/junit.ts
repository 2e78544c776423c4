import type { ReviewResult } from "../result";
import { byRule } from "./severity";

type Finding = ReviewResult["failed"][number];

/**
 * The results as JUnit XML, which CI systems show as tests: a suite for each environment, a case for each rule with
 * findings. Advisory findings are shown but don't fail.
 */
export function junitReport(results: readonly ReviewResult[]): string {
  const suites = results.map(suite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
}

function suite({ policy, failed, undecided, waived, passed }: ReviewResult): string {
  const mandatory = byRule(failed.filter(({ enforcement }) => enforcement === "mandatory"));
  const advisory = byRule(failed.filter(({ enforcement }) => enforcement === "advisory"));
  const accepted = byRule(waived.map(({ finding }) => finding));
  const open = byRule(undecided);
  const cases = [
    ...mandatory.map((findings) => testCase(policy.name, findings, "failure")),
    ...advisory.map((findings) => testCase(policy.name, findings, "system-out")),
    ...accepted.map((findings) => testCase(`${policy.name}.waived`, findings, "skipped")),
    ...open.map((findings) => testCase(`${policy.name}.undecided`, findings, "skipped")),
    `    <testcase classname=${quoted(policy.name)} name=${quoted(`${passed} checks passed`)}/>`,
  ];
  const skipped = accepted.length + open.length;
  return [
    `  <testsuite name=${quoted(policy.name)} tests="${cases.length}" failures="${mandatory.length}" skipped="${skipped}">`,
    ...cases,
    "  </testsuite>",
  ].join("\n");
}

function testCase(
  group: string,
  findings: readonly [Finding, ...Finding[]],
  outcome: "failure" | "skipped" | "system-out",
): string {
  const [{ rule }] = findings;
  const places = findings.map(({ stack, address, message }) => `${stack} ${address}: ${message}`.trim());
  const detail = escaped([...places, `Fix: ${rule.remedy}`].join("\n"));
  const message = outcome === "system-out" ? "" : ` message=${quoted(`${rule.severity}: ${rule.title}`)}`;
  return [
    `    <testcase classname=${quoted(group)} name=${quoted(rule.id)}>`,
    `      <${outcome}${message}>${detail}</${outcome}>`,
    "    </testcase>",
  ].join("\n");
}

function quoted(value: string): string {
  return `"${escaped(value).replaceAll("\n", " ")}"`;
}

/** XML 1.0 can't represent most control characters or half of a surrogate pair. */
const UNWRITABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: matched on purpose
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(value: string): string {
  return value
    .replaceAll(UNWRITABLE, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
