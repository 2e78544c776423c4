import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with rules in it, for promtool. */
export interface Rules {
  readonly folder: string;
  /** @returns what promtool says against the rules, empty where it is content */
  readonly check: () => string;
  /** Which alerts go out under the series, at a time in promtool's words: each by name, with how often. */
  readonly firing: (
    series: Readonly<Record<string, string>>,
    at: string,
    expected: Readonly<Record<string, number>>,
  ) => string;
}

/** @throws Error where promtool is missing */
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
