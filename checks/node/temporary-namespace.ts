import { randomBytes } from "node:crypto";
import type { Node } from "./node";

const created: { readonly node: Node; readonly name: string }[] = [];

afterAll(async () => {
  for (const { node, name } of created) await node.kubectl(["delete", "namespace", name, "--wait=false"]);
});

/** A new namespace, which is deleted after the tests of the file. @returns its name */
export async function temporaryNamespace(node: Node, labels: Readonly<Record<string, string>> = {}): Promise<string> {
  const name = `check-${randomBytes(4).toString("hex")}`;
  await node.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } }]);
  created.push({ node, name });
  return name;
}
