import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of rules for promtool. */
export interface Rules {
  readonly folder: string;
  /** @returns promtool's errors, empty if it accepts the rules */
  readonly check: () => string;
  /** Firing alerts for the series at a time in promtool's notation: each by name, with its count. */
  readonly firing: (
    series: Readonly<Record<string, string>>,
    at: string,
    expected: Readonly<Record<string, number>>,
  ) => string;
}

/** @throws Error if promtool is missing */
export function rulesOf(groups: readonly object[]): Rules {
  const { error } = spawnSync("promtool", ["--version"]);
  if (error) throw new Error("promtool is missing; it comes with Prometheus (Debian: the package prometheus).");
  const folder = mkdtempSync(join(tmpdir(), "rules-"));
  writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups }));
  const promtool = (args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync("promtool", args, { cwd: folder, encoding: "utf8" });
    return status === 0 ? "" : `${stdout}${stderr}`;
  };
  return {
    folder,
    check: () => promtool(["check", "rules", "rules.json"]),
    firing: (series, at, expected) => {
      const test = {
        rule_files: ["rules.json"],
        evaluation_interval: "1m",
        tests: [
          {
            interval: "1m",
            input_series: Object.entries(series).map(([key, values]) => ({ series: key, values })),
            promql_expr_test: [
              {
                expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
                eval_time: at,
                exp_samples: Object.entries(expected).map(([name, value]) => ({
                  labels: `{alertname="${name}"}`,
                  value,
                })),
              },
            ],
          },
        ],
      };
      writeFileSync(join(folder, "test.json"), JSON.stringify(test));
      return promtool(["test", "rules", "test.json"]);
    },
  };
}
