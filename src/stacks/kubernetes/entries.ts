import type { KeyEntries } from "../../constructs/embedded/key-secret";
import { SecretStore } from "../../constructs/embedded/secret-store";
import { keySecret } from "../../constructs/embedded/static-key";
import type { SecretEntry } from "../../contracts";
import type { KubernetesEnvironment } from "../../environment/environment";
import { chosenComponents } from "../chosen-components";
import type { KeyHolder, KeyUser } from "./embedded";
import { addressOf } from "./object-stores";

/** Properties of an entry with a key that an owner created in an object store. */
export const OWN_KEY = { id: "access-key-id", secret: "secret-access-key" } as const;

/** Entry with the secret that the identity provider shares with the interfaces that it signs people on to. */
export const OIDC_CLIENT = "oidc-client";

/** Secret store with what the platform generates, next to a secret store of the owner. */
export const GENERATED_SECRETS = "foundation";

/** Entry with the key of the bucket for backups, if it is not in the object store. */
const BACKUP_STORE = "backup-store";

/** Entry with the key that the owner of an object store created for a consumer. */
function ownKeyEntry({ cloud: { backup } }: KubernetesEnvironment, { consumer, buckets }: KeyUser): string {
  return backup && buckets.some(({ bucket }) => bucket === "backups") ? BACKUP_STORE : `object-store-${consumer}`;
}

/** Name in the secret store of an entry that its owner sets. */
export function nameInStore({ cloud: { secretStore } }: KubernetesEnvironment, entry: string): string {
  return `${secretStore?.prefix ?? ""}${entry}`;
}

/** An entry that its owner sets, or one of its properties. */
export function ownedEntry(environment: KubernetesEnvironment, entry: string, property?: string): SecretEntry {
  const { secretStore } = environment.cloud;
  if (!secretStore) return SecretStore.entry(entry, property);
  const name = nameInStore(environment, entry);
  const part = property ?? secretStore.property;
  return part === undefined ? name : { entry: name, property: part };
}

/** An entry whose value the platform generates, in the namespace of the embedded servers that read it themselves. */
export function generatedEntry({ cloud: { secretStore } }: KubernetesEnvironment, entry: string): SecretEntry {
  return { ...SecretStore.entry(entry), ...(secretStore && { store: GENERATED_SECRETS }) };
}

/** An entry as the components name it: the embedded identity provider generates its client's secret. */
export function entryOf(environment: KubernetesEnvironment, entry: string): SecretEntry {
  const generated = entry === OIDC_CLIENT && chosenComponents(environment).includes("dex");
  return generated ? generatedEntry(environment, entry) : ownedEntry(environment, entry);
}

/** Entry of the secret store with the key of a consumer. */
export function keyEntry(environment: KubernetesEnvironment, user: KeyUser): string {
  return addressOf(environment, user.buckets).embedded ? keySecret(user.consumer) : ownKeyEntry(environment, user);
}

/**
 * The parts of a consumer's key. The id of a generated one is the consumer's name. A team reads only the namespace of
 * the embedded servers, where `keyCopies` puts keys from a secret store of the owner.
 */
export function keyOf(environment: KubernetesEnvironment, holder: KeyHolder): KeyEntries {
  const entry = keyEntry(environment, holder);
  const { embedded } = addressOf(environment, holder.buckets);
  if (embedded) return { secret: holder.isTeams ? SecretStore.entry(entry) : generatedEntry(environment, entry) };
  const part = (property: string) =>
    holder.isTeams ? SecretStore.entry(entry, property) : ownedEntry(environment, entry, property);
  return { id: part(OWN_KEY.id), secret: part(OWN_KEY.secret) };
}
