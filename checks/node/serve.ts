import { placeOf } from "./place";
import { startNode } from "./start-node";

/**
 * A node for work by hand: `npx tsx checks/node/serve.ts [NUMBER]` prints the path of its kubeconfig. It ends with
 * Ctrl-C.
 */
async function serve(number: number): Promise<void> {
  const { kubeconfig, stop } = await startNode(placeOf(number));
  console.log(kubeconfig);
  const end = new Promise((resolve) => {
    process.on("SIGINT", resolve);
    process.on("SIGTERM", resolve);
  });
  // A promise alone does not keep the process running.
  const waiting = setInterval(() => {}, 60_000);
  await end;
  clearInterval(waiting);
  await stop();
}

serve(Number(process.argv[2] ?? 0)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
