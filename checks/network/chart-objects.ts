import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Provider } from "../../src/facts/provider";
import { NOTHING, type Objects } from "./objects";

/** The objects of a chart with the platform's values. */
export interface ChartObjects {
  readonly version: string;
  readonly objects: Objects;
}

/** Recorded objects of each chart; `rendered.test.ts` compares them with the charts. */
export const CHART_OBJECTS_FILE = join(__dirname, "chart-objects.json");

/**
 * The key of a chart's objects. Clouds install the same, except for the monitor of the cluster's DNS: that of Google
 * Cloud is recorded separately.
 */
export function recordedAs(chart: string, provider: Provider): string {
  return chart === "kube-prometheus-stack" && provider === "google" ? `${chart} on google` : chart;
}

export function readChartObjects(): Readonly<Record<string, ChartObjects>> {
  const charts: Record<string, { version: string; objects: Partial<Objects> }> = JSON.parse(
    readFileSync(CHART_OBJECTS_FILE, "utf8"),
  );
  return Object.fromEntries(
    Object.entries(charts).map(([name, { version, objects }]) => [
      name,
      { version, objects: { ...NOTHING, ...objects } },
    ]),
  );
}
