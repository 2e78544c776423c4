import { writeSync } from "node:fs";
import { placeOf } from "./place";
import { startNode } from "./start-node";

/**
 * A node for work by hand: `npx tsx checks/node/serve.ts [NUMBER]` prints the path of its kubeconfig, and how it is
 * restarted with its data: `kill -HUP PID` with the id of this process, not that of npx. It ends with Ctrl-C.
 */
async function serve(number: number): Promise<void> {
  const { kubeconfig, restart, stop } = await startNode(placeOf(number));
  console.log(kubeconfig);
  console.error(`kill -HUP ${process.pid} restarts the node.`);
  let restarted = Promise.resolve();
  const end = new Promise<void>((resolve, reject) => {
    process.on("SIGINT", () => resolve());
    process.on("SIGTERM", () => resolve());
    process.on("SIGHUP", () => {
      if (hasNoTerminal()) return resolve();
      restarted = restarted.then(restart);
      restarted.then(() => console.error("The node was restarted."), reject);
    });
  });
  // A promise alone does not keep the process running.
  setInterval(() => {}, 60_000);
  await end.finally(stop);
}

/** A terminal that is closed sends the same signal; the node ends with it. */
function hasNoTerminal(): boolean {
  try {
    writeSync(process.stderr.fd, "The node restarts.\n");
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EIO";
  }
}

serve(Number(process.argv[2] ?? 0))
  .catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  })
  // A restart may still wait for the node that was stopped.
  .finally(() => process.exit());
