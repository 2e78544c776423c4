import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");
const { testSequencer } = require("../jest.config.js");

test("the check that restarts the cluster runs after those that expect no restart, whatever failed or lasted long before", async () => {
  const Sequencer = require(testSequencer.replace("<rootDir>", ROOT));
  const folder = join(ROOT, "checks/platform");
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  const tests = (name: string) => ({ path: join(folder, name), context: { hasteFS: { getSize: () => 1 } } });
  class Remembering extends Sequencer {
    hasFailed = ({ path }: { path: string }) => path.endsWith("survival.test.ts");
    time = ({ path }: { path: string }) => (path.endsWith("survival.test.ts") ? 1_000_000 : 1);
  }
  const sorted: { path: string }[] = await new Remembering().sort(files.map(tests));
  expect(sorted).toHaveLength(files.length);
  expect(sorted.at(-1)?.path).toBe(join(folder, "survival.test.ts"));
});
