import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

test("the library guide lists every entry point of the package", () => {
  const { name, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const entryPoints = Object.keys(exports)
    .filter((path) => !path.endsWith(".json"))
    .map((path) => path.replace(/^\./, name));
  const guide = readFileSync(join(ROOT, "docs/guides/library.md"), "utf8");
  const listed = [...guide.matchAll(/^\| `(mlops-constructs\S*)` \|/gm)].map(([, path]) => path);
  expect(listed.sort()).toEqual(entryPoints.sort());
});
