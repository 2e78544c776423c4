import { Decimal } from "decimal.js";
import { ResourceGraph, type ReviewResult, reviewGraph } from "../../../../src/review";
import { partsOf } from "../../../../src/review/model";
import { NO_USAGE } from "../../cost/estimate";

const GRAPH = ResourceGraph.fromTerraform([
  {
    name: "aws-demo",
    json: {
      terraform: { backend: { local: {} }, required_providers: { aws: { version: "6.25.0" } } },
      provider: { aws: [{ region: "us-east-1" }] },
      resource: {
        aws_kms_key: {
          main: { enable_key_rotation: true, "//": { metadata: { path: "aws-demo/key/key" } } },
        },
        aws_db_instance: {
          main: {
            engine: "postgres",
            instance_class: "db.t4g.medium",
            allocated_storage: 20,
            storage_type: "gp3",
            publicly_accessible: true,
            storage_encrypted: "${var.encrypted}",
            kms_key_id: "${aws_kms_key.main.arn}",
            "//": { metadata: { path: "aws-demo/database/instance" } },
          },
        },
        aws_redshift_cluster: { facts: { "//": { metadata: { path: "aws-demo/warehouse/cluster" } } } },
      },
    },
  },
]);

const REVIEWED = reviewGraph(GRAPH, {
  policy: {
    name: "aws-demo",
    strictness: "staging",
    budgetUsd: 20,
    waivers: [
      {
        rule: "state-remote",
        resource: "terraform",
        reason: "A demonstration environment",
        owner: "ml@example.com",
        expires: "2026-12-31",
      },
    ],
  },
  usage: NO_USAGE,
  today: "2026-11-01",
});

/** Fixed findings, so that the page stays the same when a rule is added. */
const SHOWN = ["database-private", "deletion-protection", "budget-exceeded", "tags", "maintenance-window"];

const FAILED = REVIEWED.failed.filter(({ rule }) => SHOWN.includes(rule.id));

/** Findings of every severity, an undecided one, a waiver, parts that use each other, an exceeded budget. */
export const BLOCKED: ReviewResult = {
  ...REVIEWED,
  failed: FAILED,
  parts: partsOf(GRAPH, FAILED),
  undecided: REVIEWED.undecided.filter(({ rule }) => rule.id === "database-own-key"),
  passed: 1234,
};

const FOUND = FAILED.filter(({ rule }) => rule.id === "database-private");

/** The same after a change that adds, removes and changes resources, adds and fixes findings, and costs money. */
export const COMPARED: ReviewResult = {
  ...BLOCKED,
  comparison: {
    resources: {
      added: [{ stack: "aws-demo", address: "aws_redshift_cluster.facts" }],
      removed: [{ stack: "aws-demo", address: "aws_nat_gateway.old" }],
      altered: [{ stack: "aws-demo", address: "aws_db_instance.main", attributes: ["instance_class", "multi_az"] }],
    },
    findings: { new: FOUND, mended: FAILED.filter(({ rule }) => rule.id === "maintenance-window") },
    cost: {
      before: new Decimal("83.60"),
      after: new Decimal("50.75"),
      lines: [
        {
          stack: "aws-demo",
          address: "aws_nat_gateway.old",
          item: "NAT gateway",
          before: new Decimal("32.85"),
          after: new Decimal(0),
          difference: new Decimal("-32.85"),
        },
      ],
    },
  },
};

/** Nothing at all: no stack, no cost, no budget. */
export const CLEAN: ReviewResult = reviewGraph(ResourceGraph.fromTerraform([]), {
  policy: { name: "empty", strictness: "dev", budgetUsd: undefined, waivers: [] },
  usage: NO_USAGE,
  today: "2026-11-01",
});

/** A result in which every text is the given one, with a prefix that keeps names distinct. */
export function saying(text: string): ReviewResult {
  const say = (word: string) => `${word}${text}`;
  const tell = (finding: ReviewResult["failed"][number]) => ({
    ...finding,
    rule: {
      ...finding.rule,
      id: say(finding.rule.id),
      title: say(finding.rule.title),
      remedy: say(finding.rule.remedy),
    },
    stack: say(finding.stack),
    address: say(finding.address),
    constructPath: finding.constructPath && say(finding.constructPath),
    attribute: finding.attribute && say(finding.attribute),
    message: say(finding.message),
  });
  const { policy, stacks, parts, failed, undecided, waived, cost, comparison } = COMPARED;
  const put = <Item extends { readonly stack: string; readonly address: string }>(item: Item) => ({
    ...item,
    stack: say(item.stack),
    address: say(item.address),
  });
  return {
    ...COMPARED,
    policy: { ...policy, name: say(policy.name) },
    stacks: stacks.map((stack) => ({ ...stack, name: say(stack.name) })),
    parts: parts.map((part) => ({ ...part, stack: say(part.stack), name: say(part.name), uses: part.uses.map(say) })),
    failed: failed.map(tell),
    undecided: undecided.map(tell),
    waived: waived.map(({ finding, waiver }) => ({
      finding: tell(finding),
      waiver: {
        rule: say(waiver.rule),
        resource: say(waiver.resource),
        reason: say(waiver.reason),
        owner: say(waiver.owner),
        expires: say(waiver.expires),
      },
    })),
    cost: {
      ...cost,
      lines: cost.lines.map((line) => ({
        ...line,
        address: say(line.address),
        item: say(line.item),
        ...(line.kind === "priced" ? { unit: say(line.unit) } : { reason: say(line.reason) }),
      })) as ReviewResult["cost"]["lines"],
    },
    ...(comparison && {
      comparison: {
        resources: {
          added: comparison.resources.added.map(put),
          removed: comparison.resources.removed.map(put),
          altered: comparison.resources.altered.map((item) => ({ ...put(item), attributes: item.attributes.map(say) })),
        },
        findings: { new: comparison.findings.new.map(tell), mended: comparison.findings.mended.map(tell) },
        cost: {
          ...comparison.cost,
          lines: comparison.cost.lines.map((line) => ({ ...put(line), item: say(line.item) })),
        },
      },
    }),
  };
}

/** Known HTML injection attacks. */
export const HOSTILE: readonly string[] = [
  "</script><script>alert(1)</script>",
  "</style><style>*{display:none}</style>",
  "</title></details></summary></li></section>",
  "<img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)" x="',
  "' onfocus='alert(1)' autofocus x='",
  "<!--",
  "--!><svg onload=alert(1)>",
  "]]><![CDATA[<b>",
  "&lt;script&gt;&#60;b&#62;",
  "javascript:alert(1)",
  "<a href=https://example.com>here</a>",
  "\u202egnihtemos\u2066",
  "\u0000\u0001\u001b[31m",
  "\ud800",
  "${7*7}{{7*7}}",
  "<plaintext>",
  "<base href=//example.com>",
];
