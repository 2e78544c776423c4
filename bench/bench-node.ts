import Table from "cli-table3";
import { placeOf } from "../checks/node/place";
import { missing } from "../checks/node/prerequisites";
import { startNode } from "../checks/node/start-node";
import { deploy, undeployable } from "../checks/platform/deploy";
import { FirstModel } from "../checks/platform/first-model";
import { stopForwards } from "../checks/platform/forward";
import { Gateway } from "../checks/platform/gateway";
import { workingSets } from "../checks/platform/memory";
import { openPlatform } from "../checks/platform/platform";

/**
 * `npm run bench -- node`: how long a node needs to start, and the platform of `MLOPS_ENVIRONMENT` to be installed, to
 * answer its first prediction, and to be removed, with the memory of all containers. The cluster must be empty, and
 * `MLOPS_FOLDER` the folder of the state.
 */
async function benchNode(): Promise<void> {
  const table = new Table({ head: ["Step", "Time", "Memory"] });
  const add = async (step: string, work: () => Promise<string>) => {
    const began = performance.now();
    const memory = await work();
    table.push([step, `${((performance.now() - began) / 1000).toFixed(0)} s`, memory]);
  };
  const reason = missing();
  if (reason === "") {
    let stop = async () => {};
    await add("control plane and node ready", async () => {
      ({ stop } = await startNode(placeOf(62)));
      return "";
    });
    await add("node removed", async () => {
      await stop();
      return "";
    });
  } else console.log(`No node is started: ${reason}.`);
  await benchPlatform(add);
  console.log(table.toString());
}

async function benchPlatform(add: (step: string, work: () => Promise<string>) => Promise<void>): Promise<void> {
  const platform = openPlatform();
  const reason = undeployable(platform);
  if (reason !== "") {
    console.log(`No platform is installed: ${reason}.`);
    return;
  }
  const used = async () => {
    const sum = [...(await workingSets(platform.cluster)).values()].reduce((total, bytes) => total + bytes, 0);
    return `${(sum / 2 ** 20).toFixed(0)} MiB`;
  };
  await add("platform ready", async () => {
    await deploy(platform, "up");
    return used();
  });
  const [{ name: team } = { name: "" }] = platform.environment.platform.teams;
  const model = new FirstModel(platform, team);
  await add("model trained, logged and registered", async () => {
    await model.train();
    return used();
  });
  await add("first prediction through the gateway", async () => {
    await model.serve();
    await model.askOutside(new Gateway(platform));
    return used();
  });
  stopForwards();
  await model.delete();
  await add("platform removed", async () => {
    await deploy(platform, "down");
    return used();
  });
}

benchNode().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
