import { VALUE } from "../constructs/embedded/generated-secret";
import type { Environment, KubernetesEnvironment } from "../environment/environment";
import { isOnCloud } from "../environment/target";
import type { BucketGrant } from "./access";
import { chosenComponents } from "./chosen-components";
import { ADMIN_ENTRIES } from "./kubernetes/databases";
import { dumpUploader } from "./kubernetes/dumps";
import { keyHolders } from "./kubernetes/embedded";
import { keyEntry, nameInStore, OWN_KEY } from "./kubernetes/entries";
import { CONFIGURED, namedSecrets } from "./kubernetes/named-secrets";
import { addressOf, bucketOf } from "./kubernetes/object-stores";
import { alertEntries } from "./platform/alert-receivers";
import { needsMysql } from "./platform/needs-mysql";
import { SECRET_ENTRIES } from "./secret-entries";

/** An entry of the secret store whose value its owner sets. */
export interface OwnedEntry {
  readonly name: string;
  readonly purpose: string;
  /** Properties of an entry with several values. @default - one value */
  readonly properties?: readonly string[];
  /** What reads it starts without it. @default false */
  readonly optional?: true;
}

/** The entries that owners set before the platform is deployed. */
export function ownedEntries(environment: Environment): readonly OwnedEntry[] {
  const alerts = Object.entries(alertEntries(environment)).map(
    ([name, purpose]): OwnedEntry => ({ name, purpose, optional: true }),
  );
  const common = commonEntries(environment);
  if (isOnCloud(environment)) return [...common, ...alerts];
  return [...common, ...keys(environment), ...passwords(environment), ...named(environment), ...alerts].map((entry) =>
    inStore(environment, entry),
  );
}

/** The entry as its store names it and its value. */
function inStore(environment: KubernetesEnvironment, entry: OwnedEntry): OwnedEntry {
  const { secretStore } = environment.cloud;
  const single = secretStore ? secretStore.property : VALUE;
  const properties = entry.properties ?? (single === undefined ? undefined : [single]);
  return { ...entry, name: nameInStore(environment, entry.name), ...(properties && { properties }) };
}

/** Entries that every target has, if a component reads them. */
function commonEntries(environment: Environment): OwnedEntry[] {
  const chosen = chosenComponents(environment);
  const needed: Readonly<Record<string, boolean>> = {
    "oidc-client": environment.platform !== undefined && !chosen.includes("dex"),
    "airflow-fernet-key": chosen.includes("airflow"),
    "git-deploy-key": chosen.includes("airflow"),
    "release-token": environment.models !== undefined,
  };
  return Object.entries(SECRET_ENTRIES)
    .filter(([name]) => needed[name])
    .map(([name, purpose]) => ({ name, purpose }));
}

/** Keys for object stores that are not embedded. Several consumers may share one. */
function keys(environment: KubernetesEnvironment): OwnedEntry[] {
  const users = [...keyHolders(environment), ...dumpUploader(environment)].filter(
    ({ buckets }) => !addressOf(environment, buckets).embedded,
  );
  return [...new Set(users.map((user) => keyEntry(environment, user)))].map((name) => {
    const grants = users.flatMap((user) => (keyEntry(environment, user) === name ? user.buckets : []));
    return {
      name,
      purpose: `key for the object store: ${grants.map((grant) => permission(environment, grant)).join(", ")}`,
      properties: Object.values(OWN_KEY),
    };
  });
}

/** Passwords of the administrators of database servers that are not embedded. */
function passwords(environment: KubernetesEnvironment): OwnedEntry[] {
  const { postgres, mysql } = environment.cloud;
  const servers = { postgres, ...(needsMysql(environment) && { mysql }) };
  return Object.entries(servers).flatMap(([name, server]) =>
    server
      ? [
          {
            name: ADMIN_ENTRIES[name as keyof typeof ADMIN_ENTRIES],
            purpose: `password of ${server.adminUser} on ${server.host}`,
          },
        ]
      : [],
  );
}

/** Secrets that the owner's configuration of a component names. */
function named(environment: KubernetesEnvironment): OwnedEntry[] {
  const chosen = chosenComponents(environment);
  return CONFIGURED.filter((component) => chosen.includes(component)).flatMap((component) =>
    namedSecrets(component, environment).map(({ name, keys }) => ({
      name,
      purpose: `secret of ${component}, as in the environment file`,
      properties: keys,
    })),
  );
}

function permission(environment: KubernetesEnvironment, { bucket, access, prefix }: BucketGrant): string {
  const folder = prefix === undefined ? "" : `/${prefix}/`;
  return `${access === "read" ? "reads" : "reads and writes"} ${bucketOf(environment, bucket).name}${folder}`;
}
