/**
 * The platform's own dashboards in Grafana's format: `npx tsx examples/fraud-detection/platform/dashboards.ts FILE`.
 */
import { writeFileSync } from "node:fs";
import { dashboardJson } from "../../../src/constructs/observability/dashboards/dashboard";
import { MODEL_DASHBOARD } from "../../../src/constructs/observability/dashboards/model-dashboard";
import { PLATFORM_DASHBOARDS } from "../../../src/constructs/observability/dashboards/platform-dashboards";

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: dashboards.ts FILE");
  process.exit(2);
}
writeFileSync(file, JSON.stringify([MODEL_DASHBOARD, ...PLATFORM_DASHBOARDS].map(dashboardJson), null, 2));
