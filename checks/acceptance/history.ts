import type { Prometheus } from "../platform/prometheus";
import type { Commit, Fired } from "./record";
import type { Workbench } from "./workbench";

/** Seconds between two looks at the alerts. */
const STEP = 15;

/** The alerts about a model that fired in a time, in Unix milliseconds. */
export async function alertsOf(
  prometheus: Prometheus,
  model: string,
  [from, to]: readonly [number, number],
): Promise<Fired[]> {
  const query = `ALERTS{alertstate="firing", endpoint="${model}"}`;
  const series = await prometheus.range(query, [from / 1000, to / 1000], STEP);
  return series
    .map(({ metric, values }) => {
      const times = values.map(([seconds]) => seconds * 1000);
      const name = [metric.alertname, metric.revision].filter((part) => part !== undefined).join(" ");
      return { name, from: Math.min(...times), to: Math.max(...times) };
    })
    .sort((left, right) => left.from - right.from);
}

/** Runs a script next to a fresh clone of a repository, the folder `read`. @returns its output */
export function readRepository(bench: Workbench, repository: string, script: string): Promise<string> {
  return bench.run("project", `rm -rf read\ngit clone -q ${repository} read\n${script}`);
}

/** The commits of a repository's main branch since a moment, in Unix milliseconds; the oldest first. */
export async function commitsOf(bench: Workbench, repository: string, moment: number): Promise<Commit[]> {
  const since = Math.floor(moment / 1000);
  const log = `git -C read log --reverse --since=@${since} --format='%ct%x09%an%x09%s'`;
  const output = await readRepository(bench, repository, log);
  return output
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [seconds, author = "", subject = ""] = line.split("\t");
      return { at: Number(seconds) * 1000, author, subject };
    });
}
