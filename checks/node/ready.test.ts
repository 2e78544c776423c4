import { openNode } from "./node";

test("every node is ready, and runs containers", async () => {
  const { items } = JSON.parse(await openNode().kubectl(["get", "nodes", "--output=json"]));
  expect(items.length).toBeGreaterThan(0);
  for (const { status } of items) {
    const ready = status.conditions.find(({ type }: { type: string }) => type === "Ready");
    expect(ready).toMatchObject({ status: "True" });
    expect(status.nodeInfo.containerRuntimeVersion).toMatch(/^containerd:/);
  }
});
