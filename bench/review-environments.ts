import { loadEnvironments } from "../src/cli/input/load-environments";
import { reviewEnvironment } from "../src/cli/review/review-environment";
import type { Environment } from "../src/environment/environment";
import { terminalReport } from "../src/review";

/**
 * Synthesizes and reviews the shipped environments in this process, the number of times given as an argument, and
 * prints the measurements: the whole process with its start-up, and the work alone. `full` puts every component on
 * every cluster.
 */
const TODAY = "2026-11-01";
const loaded = loadEnvironments("environments", TODAY);
const environments = process.argv[3] === "full" ? loaded.map(withEveryComponent) : loaded;
const started = process.cpuUsage();
const results = manyOf(environments, Number(process.argv[2])).map(
  (environment) => reviewEnvironment(environment, TODAY).result,
);
const report = terminalReport(results);
const work = process.cpuUsage(started);
const whole = process.cpuUsage();
console.log(
  JSON.stringify({
    environments: results.length,
    resources: results.flatMap(({ stacks }) => stacks).reduce((sum, { resources }) => sum + resources, 0),
    reportCharacters: report.length,
    wholeUserSeconds: whole.user / 1e6,
    workUserSeconds: work.user / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);

function manyOf(shipped: readonly Environment[], count: number): Environment[] {
  return Array.from({ length: count }, (_, index) => {
    const environment = shipped[index % shipped.length];
    if (!environment) throw new Error("No environment to review");
    return { ...environment, name: `${environment.name}${index}` };
  });
}

function withEveryComponent(environment: Environment): Environment {
  if (!environment.platform) throw new Error(`${environment.name} has no platform`);
  return {
    ...environment,
    platform: { ...environment.platform, profile: "full", components: { "seldon-core": true } },
  };
}
