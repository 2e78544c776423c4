import { keyManifest } from "../../constructs/embedded/key-secret";
import type { Manifest } from "../../constructs/kubernetes/manifest-bundle";
import { CLOUD_SECRETS } from "../../constructs/kubernetes/names";
import type { KubernetesEnvironment } from "../../environment/environment";
import { type KeyHolder, TEAM_READER } from "./embedded";
import { keyOf } from "./entries";
import { addressOf } from "./object-stores";

/** The Kubernetes secret with the key of a holder. A team reads its keys through the store of the team. */
export function keyManifestOf(environment: KubernetesEnvironment, holder: KeyHolder): Manifest {
  const { keySecret: name, namespace, consumer, buckets, isTeams } = holder;
  return keyManifest({
    name,
    namespace,
    consumer,
    address: addressOf(environment, buckets),
    key: keyOf(environment, holder),
    store: isTeams ? { name: TEAM_READER, kind: "SecretStore" } : { name: CLOUD_SECRETS, kind: "ClusterSecretStore" },
    revision: environment.cloud.secretsRevision,
  });
}
