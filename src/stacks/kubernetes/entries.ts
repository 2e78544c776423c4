import type { KeyEntries } from "../../constructs/embedded/key-secret";
import { SecretStore } from "../../constructs/embedded/secret-store";
import { keySecret } from "../../constructs/embedded/static-key";
import type { KubernetesEnvironment } from "../../environment/environment";
import type { KeyUser } from "./embedded";
import { addressOf } from "./object-stores";

/** Properties of an entry with a key that an owner created in an object store. */
export const OWN_KEY = { id: "access-key-id", secret: "secret-access-key" } as const;

/** Entry of the secret store with the key that the owner of the object store created for a consumer. */
export function ownKeyEntry(consumer: string): string {
  return `object-store-${consumer}`;
}

/** Entry of the secret store with the key of a consumer. */
export function keyEntry(environment: KubernetesEnvironment, { consumer, buckets }: KeyUser): string {
  return addressOf(environment, buckets).embedded ? keySecret(consumer) : ownKeyEntry(consumer);
}

/** The parts of a consumer's key. The id of a generated one is the consumer's name. */
export function keyOf(environment: KubernetesEnvironment, holder: KeyUser): KeyEntries {
  const entry = keyEntry(environment, holder);
  if (addressOf(environment, holder.buckets).embedded) return { secret: SecretStore.entry(entry) };
  return { id: SecretStore.entry(entry, OWN_KEY.id), secret: SecretStore.entry(entry, OWN_KEY.secret) };
}
