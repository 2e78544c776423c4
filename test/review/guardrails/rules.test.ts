import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { RULES, runGuardrails } from "../../../src/review/guardrails";
import type { Rule } from "../../../src/review/guardrails/rule";
import { ResourceGraph } from "../../../src/review/model";

const FOLDER = join(__dirname, "../../../src/review/guardrails/rules");
const TODAY = "2026-11-01";

const files = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((area) => readdirSync(join(FOLDER, area.name)).map((file) => `${area.name}/${basename(file, ".ts")}`));

/** Rules on saving cost apply in dev only. */
const DEV_ONLY = ["nat-gateway-per-zone", "small-in-dev", "spot-in-dev"];

function report(rule: Rule, json: Rule["examples"]["pass"]) {
  const strictness = DEV_ONLY.includes(rule.id) ? "dev" : "prod";
  const graph = ResourceGraph.fromTerraform([{ name: "example", json }]);
  return runGuardrails(graph, { strictness, today: TODAY, waivers: [], rules: [rule] });
}

test("every rule has a file with its name in the folder of its area, and every file is a rule", () => {
  expect(RULES.map(({ area, id }) => `${area}/${id}`).sort()).toEqual(files.sort());
});

test("no two rules share an id, so that a waiver accepts the findings of one rule only", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  test("passes its passing example", () => {
    const { failed, undecided } = report(rule, rule.examples.pass);
    expect({ failed, undecided }).toEqual({ failed: [], undecided: [] });
  });

  test("fails its failing example", () => {
    const { failed } = report(rule, rule.examples.fail);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every((finding) => finding.rule.id === rule.id && finding.message !== "")).toBe(true);
    expect(failed.every((finding) => !finding.message.startsWith("The rule itself failed"))).toBe(true);
  });
});

test("the ids that rules name in checkov, cdk-nag and CIS have the format of these catalogues", () => {
  const written = RULES.flatMap(({ id, equivalents: { checkov = [], cdkNag = [], cis = [] } = {} }) => [
    ...checkov.filter((name) => !/^CKV2?_(AWS|GCP|K8S)_\d+$/.test(name)).map((name) => `${id}: ${name}`),
    ...cdkNag.filter((name) => !/^AwsSolutions-[A-Z0-9]+$/.test(name)).map((name) => `${id}: ${name}`),
    ...cis
      .filter((name) => !/^(AWS|GCP|EKS|GKE|Kubernetes) \d+\.\d+\.\d+ \d+(\.\d+)+$/.test(name))
      .map((name) => `${id}: ${name}`),
  ]);
  expect(written).toEqual([]);
});
