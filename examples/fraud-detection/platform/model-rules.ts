/**
 * The platform's own rules of an endpoint, for Python model servers behind a local proxy:
 * `npx tsx examples/fraud-detection/platform/model-rules.ts FILE [DIVISOR]`.
 *
 * DIVISOR shortens every duration, so that a demo of minutes shows what takes an hour in reality; limits are unchanged.
 */
import { writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { modelRules } from "../../../src/constructs/observability/model-rules";
import { driftEndpointsOf, histogramSignals } from "../../../src/constructs/observability/model-signals";

const NAME = "fraud-detection";
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

const groups = modelRules({
  name: NAME,
  namespace: "default",
  signals: histogramSignals({
    histogram: "request_predict_seconds",
    selectors: { champion: 'role="champion"', challenger: 'role="challenger"', all: 'role=~".+"' },
    driftEndpoints: driftEndpointsOf(NAME),
    // Both servers have weight only during a canary.
    canary: 'min(haproxy_server_weight{proxy="models"}) > 0',
  }),
  objective: { availability: 0.999, latencyP99Seconds: 0.25, errorRate: 0.01, driftScore: 0.15 },
  canary: { stepMinutes: 5, minimumRequests: 60 },
  driftHours: 24,
  runbooks: "docs/runbooks",
});

/** `5m` to `30s` for a divisor of 10. */
function shortened(duration: string, divisor: number): string {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  return `${Math.max(1, Math.round((Number(amount) * (SECONDS[unit ?? ""] ?? Number.NaN)) / divisor))}s`;
}

/** Durations are values (`for`, `keep_firing_for`) or the range of a selector. */
function shorten(text: string, divisor: number): string {
  return text
    .replace(/\[(\d+[smhd])\]/g, (_, duration: string) => `[${shortened(duration, divisor)}]`)
    .replace(/^(\s*(?:for|keep_firing_for): )(\d+[smhd])$/gm, (_, key: string, duration: string) => {
      return `${key}${shortened(duration, divisor)}`;
    });
}

const [file, divisor = "1"] = process.argv.slice(2);
if (file === undefined || !(Number(divisor) >= 1)) {
  console.error("usage: model-rules.ts FILE [DIVISOR of 1 or more]");
  process.exit(2);
}
const text = shorten(stringify({ groups }, { lineWidth: 0 }), Number(divisor));
parse(text);
writeFileSync(file, text);
