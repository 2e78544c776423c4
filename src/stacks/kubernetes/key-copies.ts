import { externalSecret } from "../../constructs/kubernetes/external-secret";
import type { Manifest } from "../../constructs/kubernetes/manifest-bundle";
import { CLOUD_SECRETS } from "../../constructs/kubernetes/names";
import type { KubernetesEnvironment } from "../../environment/environment";
import { dumpUploader } from "./dumps";
import { FOUNDATION, keyHolders } from "./embedded";
import { keyEntry, OWN_KEY, ownedEntry } from "./entries";
import { addressOf } from "./object-stores";

/**
 * Keys from a secret store of the owner, copied to the namespace of the embedded servers: for teams, which may read
 * their own there by name and nothing of the store, and for the jobs of that namespace.
 */
export function keyCopies(environment: KubernetesEnvironment): readonly Manifest[] {
  if (!environment.cloud.secretStore) return [];
  const teams = keyHolders(environment).filter(({ isTeams }) => isTeams);
  return [...teams, ...dumpUploader(environment)]
    .filter(({ buckets }) => !addressOf(environment, buckets).embedded)
    .map((user) => {
      const name = keyEntry(environment, user);
      const parts = Object.values(OWN_KEY).map((key) => [key, { entry: ownedEntry(environment, name, key) }] as const);
      return externalSecret({
        name,
        namespace: FOUNDATION,
        store: CLOUD_SECRETS,
        data: Object.fromEntries(parts),
        refreshInterval: "5m",
      });
    });
}
