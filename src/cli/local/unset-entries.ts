import { NAMESPACES } from "../../constructs/kubernetes/names";
import type { KubernetesEnvironment } from "../../environment/environment";
import { type OwnedEntry, ownedEntries } from "../../stacks/owned-entries";
import { kubectlFor, type LocalCluster } from "./cluster";

/** Entries that their owner did not set yet, without which the platform would not start. */
export function unsetEntries(environment: KubernetesEnvironment, cluster: LocalCluster): readonly OwnedEntry[] {
  const needed = ownedEntries(environment).filter(({ optional }) => !optional);
  // What is in a store of the owner can't be known here.
  if (needed.length === 0 || environment.cloud.secretStore) return [];
  const { output } = cluster.kubectl("get", "secrets", `--namespace=${NAMESPACES.foundation}`, "--output=name");
  const existing = new Set(output.split("\n"));
  return needed.filter(({ name }) => !existing.has(`secret/${name}`));
}

/** How to set them. */
export function howToSet({ cloud }: KubernetesEnvironment, entries: readonly OwnedEntry[]): string {
  const kubectl = `${kubectlFor(cloud)} --namespace=${NAMESPACES.foundation}`;
  return [
    "Set these entries of the secret store, and run the command again:\n",
    ...entries.flatMap(({ name, purpose, properties = [] }) => [
      `\n  # ${purpose}\n`,
      `  ${kubectl} create secret generic ${name}${properties.map((key) => ` --from-literal=${key}=…`).join("")}\n`,
    ]),
  ].join("");
}
