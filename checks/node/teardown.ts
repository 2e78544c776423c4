/** After the checks: nothing is left of the node that `setup.ts` started. */
export default async function teardown(): Promise<void> {
  await globalThis.startedNode?.stop();
}
