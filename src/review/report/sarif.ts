import type { Log, ReportingDescriptor, Result } from "sarif";
import type { ReviewResult } from "../result";
import { byRule } from "./severity";

type Finding = ReviewResult["failed"][number];

/** Scores that GitHub uses for sorting: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SCORES = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" } as const;

/** The results as SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifReport(results: readonly ReviewResult[]): string {
  const found = results.flatMap(resultsOf);
  const rules = byRule(found.map(({ finding }) => finding)).map(([{ rule }]) => rule);
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "mlops-constructs",
            rules: rules.map(descriptor),
          },
        },
        results: found.map((item) => ({ ...resultOf(item), ruleIndex: index.get(item.finding.rule.id) })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

interface Found {
  readonly environment: string;
  /** URI of the file that code scanning attaches it to. */
  readonly source: string;
  readonly finding: Finding;
  readonly justification?: string;
}

function resultsOf({ policy, failed, waived }: ReviewResult): Found[] {
  const place = { environment: policy.name, source: encodeURI(policy.source ?? policy.name) };
  return [
    ...failed.map((finding) => ({ ...place, finding })),
    ...waived.map(({ finding, waiver }) => ({
      ...place,
      finding,
      justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`,
    })),
  ];
}

function descriptor({ id, title, remedy, severity, area }: Finding["rule"]): ReportingDescriptor {
  return {
    id,
    name: id,
    shortDescription: { text: title },
    help: { text: remedy },
    properties: { tags: [area], "security-severity": SCORES[severity] },
  };
}

function resultOf({ environment, source, finding, justification }: Found): Result {
  const { rule, stack, address, constructPath, attribute, message, enforcement } = finding;
  const place = [environment, stack, address, attribute ?? ""];
  return {
    ruleId: rule.id,
    level: enforcement === "mandatory" ? "error" : "warning",
    message: { text: `${address}: ${message}` },
    locations: [
      {
        // Code scanning needs a file; the reviewed code is generated from the environment's.
        physicalLocation: { artifactLocation: { uri: source }, region: { startLine: 1 } },
        logicalLocations: [
          { fullyQualifiedName: [stack, address].filter((part) => part !== "").join("/"), kind: "resource" },
          ...(constructPath === undefined ? [] : [{ fullyQualifiedName: constructPath, kind: "object" }]),
        ],
      },
    ],
    // Line numbers and messages change; the rule and the place are stable.
    partialFingerprints: { "place/v1": [rule.id, ...place].join(" ") },
    ...(justification !== undefined && { suppressions: [{ kind: "external", status: "accepted", justification }] }),
  };
}
