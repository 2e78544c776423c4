import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NOTHING, type Objects } from "./objects";

/** The objects of a chart with the platform's values. */
export interface ChartObjects {
  readonly version: string;
  readonly objects: Objects;
}

/** Recorded objects of each chart; `rendered.test.ts` compares them with the charts. */
export const CHART_OBJECTS_FILE = join(__dirname, "chart-objects.json");

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
