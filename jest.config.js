/**
 * `npm test` runs the project `unit`. The other projects run real programs and take minutes; each has a script
 * `test:<project>` in package.json.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const FOLDERS = {
  unit: ["test"],
  adopt: ["checks/adopt"],
  alerts: ["checks/alerts"],
  charts: ["checks/charts", "checks/network"],
  cluster: ["checks/cluster"],
  report: ["checks/report"],
  signatures: ["checks/signatures"],
  workflows: ["checks/workflows"],
};

const transform = {
  "\\.ts$": [
    "@swc/jest",
    { jsc: { parser: { syntax: "typescript" }, target: "es2023" }, module: { type: "commonjs" } },
  ],
};

/** @type {import('jest').Config} */
module.exports = {
  projects: Object.entries(FOLDERS).map(([displayName, folders]) => ({
    displayName,
    testEnvironment: "node",
    roots: folders.map((folder) => `<rootDir>/${folder}`),
    testMatch: ["**/*.test.ts"],
    transform,
  })),
};
