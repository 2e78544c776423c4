import { readFileSync } from "node:fs";
import { TIERS } from "../src/environment/tiers";
import { estimateCost } from "../src/review/cost";
import { runGuardrails } from "../src/review/guardrails";
import { ResourceGraph, type TerraformCode } from "../src/review/model";

/**
 * Reviews the Terraform code of a file (a list of stacks) in this process, and prints the measurements: the guardrails
 * including their resource graph, and the estimate.
 */
const TODAY = "2026-11-01";
const code: readonly TerraformCode[] = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));

const [graph, graphSeconds] = timed(() => ResourceGraph.fromTerraform(code));
const [report, rulesSeconds] = timed(() => runGuardrails(graph, { strictness: "prod", today: TODAY, waivers: [] }));
const [cost, costSeconds] = timed(() => estimateCost(graph, TIERS.prod.usage, TODAY));
const whole = process.cpuUsage();
console.log(
  JSON.stringify({
    resources: graph.resources.filter(({ mode }) => mode === "managed").length,
    checks: report.passed + report.failed.length + report.undecided.length,
    lines: cost.lines.length,
    reviewUserSeconds: graphSeconds + rulesSeconds,
    costUserSeconds: costSeconds,
    wholeUserSeconds: whole.user / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);

function timed<Result>(run: () => Result): [Result, number] {
  const started = process.cpuUsage();
  const result = run();
  return [result, process.cpuUsage(started).user / 1e6];
}
