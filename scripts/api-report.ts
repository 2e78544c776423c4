import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import packageJson from "../package.json";

/**
 * Writes the exports of each package entry to `docs/reference/api/<entry>.api.md`. With `--check`, fails if the
 * checked-in report differs, so that breaking changes show up in the diff.
 */
const root = resolve(__dirname, "..");
const reports = resolve(root, "docs/reference/api");
const check = process.argv.includes("--check");

function writeReport(entry: string, types: string): boolean {
  const name = entry === "." ? "index" : entry.slice(2).replaceAll("/", "-");
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: resolve(root, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      newlineKind: "lf",
      mainEntryPointFilePath: resolve(root, types),
      compiler: { tsconfigFilePath: resolve(root, "tsconfig.build.json"), skipLibCheck: true },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: reports,
        reportTempFolder: resolve(root, "dist/api-report"),
        includeForgottenExports: false,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: {
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: !check,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  return apiReportChanged;
}

mkdirSync(reports, { recursive: true });
const changed = Object.entries(packageJson.exports).flatMap(([entry, target]) =>
  typeof target === "object" && writeReport(entry, target.types) ? [entry] : [],
);
for (const entry of changed) console.log(`The public API of "${entry}" changed.`);
if (check && changed.length > 0) {
  console.log("Run `npm run api` and commit docs/reference/api.");
  process.exitCode = 1;
}
