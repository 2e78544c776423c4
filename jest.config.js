/**
 * `npm test` runs the project `unit`. The other projects run real programs and take minutes; each has a script
 * `test:<project>` in package.json.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const FOLDERS = {
  unit: ["test"],
  acceptance: ["checks/acceptance"],
  adopt: ["checks/adopt"],
  alerts: ["checks/alerts"],
  charts: ["checks/charts", "checks/network"],
  cluster: ["checks/cluster"],
  node: ["checks/node"],
  platform: ["checks/platform"],
  report: ["checks/report"],
  signatures: ["checks/signatures"],
  workflows: ["checks/workflows"],
};

/** With `-- --all` also these run: they take longer than a gate may, or remove what they check. */
const HEAVY = process.argv.includes("--all") ? [] : ["/checks/node/heavy/", "/checks/platform/heavy/"];

/** Started once before the tests of a project. */
const SERVERS = {
  node: { globalSetup: "<rootDir>/checks/node/setup.ts", globalTeardown: "<rootDir>/checks/node/teardown.ts" },
};

const transform = {
  "\\.ts$": [
    "@swc/jest",
    { jsc: { parser: { syntax: "typescript" }, target: "es2023" }, module: { type: "commonjs" } },
  ],
};

/** @type {import('jest').Config} */
module.exports = {
  testSequencer: "<rootDir>/checks/platform/sequencer.js",
  projects: Object.entries(FOLDERS).map(([displayName, folders]) => ({
    displayName,
    testEnvironment: "node",
    roots: folders.map((folder) => `<rootDir>/${folder}`),
    testMatch: ["**/*.test.ts"],
    testPathIgnorePatterns: ["/node_modules/", ...HEAVY],
    ...SERVERS[displayName],
    transform,
  })),
};
