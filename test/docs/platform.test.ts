import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import type { CloudEnvironment } from "../../src/environment/environment";
import { environmentId } from "../../src/environment/names";
import { UNTAINTED_POOLS } from "../../src/environment/pool-purpose";
import { isOnCloud } from "../../src/environment/target";
import type { Inventory } from "../../src/inventory/inventory";
import { runCli } from "../cli/run-cli";

const ROOT = join(__dirname, "../..");
const GUIDES = join(ROOT, "docs/guides");
const ENVIRONMENTS = loadEnvironments(join(ROOT, "environments"), "2026-11-01").filter(isOnCloud);

const read = (guide: string) => readFileSync(join(GUIDES, guide), "utf8");

test("no guide destroys the platform before the models, whose objects only its controllers can delete", () => {
  const destroyed = (guide: string) => [...read(guide).matchAll(/cdktf destroy [\w'*-]+-(models|platform)\b/g)];
  const wrong = readdirSync(GUIDES).filter((guide) => {
    const [first] = destroyed(guide);
    return first !== undefined && first[1] !== "models";
  });
  expect(wrong).toEqual([]);
  expect(destroyed("deploy.md")).not.toEqual([]);
});

/** Nodes that the platform needs after its first deployment: what the pools have at least, and what its pods request. */
function nodesOf({ nodePools }: CloudEnvironment, { requests, capacity: { least } }: Inventory): number {
  const minimum = UNTAINTED_POOLS.reduce((sum, pool) => sum + nodePools[pool].min, 0);
  const needed = (["cpuMillis", "memoryMiB"] as const).map((size) => (requests[size] / least[size]) * minimum);
  return Math.ceil(Math.max(minimum, ...needed));
}

test("the pulls from Docker Hub are those of the nodes that the inventory needs", () => {
  const { inventories } = JSON.parse(runCli("inventory", "--format", "json").output) as { inventories: Inventory[] };
  const nodes = (tier: string) =>
    ENVIRONMENTS.filter(({ name }) => name === tier).map((environment) => {
      const found = inventories.find((each) => each.environment === environmentId(environment));
      if (!found) throw new Error(`${environmentId(environment)} has no inventory`);
      return nodesOf(environment, found);
    });
  const rows = [...read("platform.md").matchAll(/^\| (dev|staging|prod) \| (\d+) \| (\d+) \| (\d+) \|$/gm)].map(
    ([, tier = "", ...numbers]) => ({ tier, numbers: numbers.map(Number) }),
  );
  expect(rows.map(({ tier }) => tier)).toEqual(["dev", "staging", "prod"]);
  for (const { tier, numbers } of rows) {
    const [images = 0] = numbers;
    const most = Math.max(...nodes(tier));
    expect({ tier, numbers }).toEqual({ tier, numbers: [images, most, images * most] });
  }
});
