import { Bucket } from "../../constructs/embedded/bucket";
import { Database, type DatabaseProps, POSTGRES_PORT } from "../../constructs/embedded/database";
import { GeneratedSecret } from "../../constructs/embedded/generated-secret";
import { MYSQL_PORT, MysqlDatabase } from "../../constructs/embedded/mysql-database";
import { METRICS_PORT, ObjectStore, S3_PORT } from "../../constructs/embedded/object-store";
import { SecretStore } from "../../constructs/embedded/secret-store";
import { StaticKey } from "../../constructs/embedded/static-key";
import { NAMESPACES } from "../../constructs/kubernetes/names";
import { Namespace } from "../../constructs/kubernetes/namespace";
import { CONSTRUCT_IDS } from "../../contracts/construct-ids";
import { BUCKET_PURPOSES, type BucketPurpose } from "../../environment/bucket-purpose";
import type { KubernetesEnvironment } from "../../environment/environment";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { grantBuckets } from "../access";
import { chosenComponents } from "../chosen-components";
import { mapKeys } from "../map-keys";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { databaseClients } from "../platform/database-clients";
import { embeddedDatabases } from "./databases";
import { DUMPS, dumpKey, dumpUploader } from "./dumps";
import { FOUNDATION, type KeyUser, keyHolders, TEAM_READER } from "./embedded";
import { keyEntry, OIDC_CLIENT } from "./entries";
import { addressOf, bucketOf, embeddedBuckets } from "./object-stores";
import { KubernetesStack } from "./stack";

const DATABASE_PORTS = { postgres: POSTGRES_PORT, mysql: MYSQL_PORT } as const;

/** What a cloud would provide and its owner does not: object store, databases, secret store. */
export class KubernetesFoundation extends KubernetesStack {
  constructor(scope: Construct, environment: KubernetesEnvironment) {
    super(scope, "foundation", environment);
    const { cloud, platform, database } = environment;
    const { storageClass, objectStoreGiB, secretsRevision: revision } = cloud;
    const mirror = platform?.mirror ?? "";
    const common = { namespace: FOUNDATION, storageClass, mirror, revision };
    const holders = [...keyHolders(environment), ...dumpUploader(environment)].filter(
      ({ buckets }) => addressOf(environment, buckets).embedded,
    );
    const namespace = this.createNamespace(environment, holders);
    const keys = this.createKeys(environment, holders);
    const buckets = embeddedBuckets(environment);
    const made = [
      ...keys,
      ...this.createDatabases(environment, { ...common, storageGiB: database.storageGiB }, keys),
      ...this.createSignOnSecrets(environment, revision),
      this.createSecretStore(environment),
      ...(buckets.length === 0
        ? []
        : [
            new ObjectStore(this, "object-store", {
              ...common,
              buckets: buckets.map((purpose) => bucketOf(environment, purpose).name),
              keys,
              expiring: { bucket: bucketOf(environment, "logs").name, days: environment.buckets.logExpiryDays },
              storageGiB: objectStoreGiB,
            }),
          ]),
    ];
    for (const each of made) waitFor(each, namespace);
  }

  /** A generated key for each consumer of the embedded object store. */
  private createKeys(environment: KubernetesEnvironment, holders: readonly KeyUser[]): StaticKey[] {
    const { secretsRevision: revision } = environment.cloud;
    const buckets = mapKeys(BUCKET_PURPOSES, (purpose) => embeddedBucket(environment, purpose));
    return holders.map(({ consumer, buckets: grants }) => {
      const key = new StaticKey(this, `key-${consumer}`, consumer, { namespace: FOUNDATION, revision });
      grantBuckets(grants, key, buckets);
      return key;
    });
  }

  /** The embedded databases. A generated key of their dumps exists before the job that uses it. */
  private createDatabases(
    environment: KubernetesEnvironment,
    common: Omit<DatabaseProps, "backup">,
    keys: readonly StaticKey[],
  ): readonly (Database | MysqlDatabase)[] {
    const props = {
      ...common,
      backup: {
        bucket: bucketOf(environment, "backups"),
        key: dumpKey(environment),
        retentionDays: environment.database.backupRetentionDays,
      },
    };
    const servers = {
      postgres: () => new Database(this, CONSTRUCT_IDS.database, props),
      mysql: () => new MysqlDatabase(this, CONSTRUCT_IDS.pipelinesDatabase, props),
    };
    const databases = embeddedDatabases(environment).map((name) => servers[name]());
    for (const { bundle } of databases) waitFor(bundle, ...keys.filter(({ consumer }) => consumer === DUMPS));
    return databases;
  }

  private createNamespace(environment: KubernetesEnvironment, holders: readonly KeyUser[]): Namespace {
    const clients = holders.map(({ namespace }) => namespace).filter((name) => name !== FOUNDATION);
    const databases = embeddedDatabases(environment).map((name) => DATABASE_PORTS[name]);
    return new Namespace(this, "namespace", {
      name: FOUNDATION,
      serves: {
        ...(embeddedBuckets(environment).length > 0 && {
          // Clients outside the cluster come through the entry gateway; each request is signed with a key.
          "allow-object-store": { ports: [S3_PORT], to: [...[...new Set(clients)].sort(), NAMESPACES.entry] },
          "allow-metrics": { ports: [METRICS_PORT], to: [NAMESPACES.monitoring] },
        }),
        ...(databases.length > 0 && {
          "allow-databases": { ports: databases, to: [NAMESPACES.databases, ...databaseClients(environment)] },
        }),
      },
    });
  }

  /** The embedded identity provider shares a secret with the interfaces that it signs people on to. */
  private createSignOnSecrets(environment: KubernetesEnvironment, revision: number): GeneratedSecret[] {
    if (!chosenComponents(environment).includes("dex")) return [];
    return [new GeneratedSecret(this, OIDC_CLIENT, { name: OIDC_CLIENT, namespace: FOUNDATION, revision })];
  }

  private createSecretStore(environment: KubernetesEnvironment): SecretStore {
    const ofTeams = keyHolders(environment).filter(({ isTeams }) => isTeams);
    const namespaces = [...new Set(ofTeams.map(({ namespace }) => namespace))];
    return new SecretStore(this, "secret-store", {
      namespace: FOUNDATION,
      reader: CONSUMER_ACCESS["external-secrets"],
      teams: namespaces.map((namespace) => ({
        namespace,
        serviceAccount: TEAM_READER,
        entries: ofTeams.filter((each) => each.namespace === namespace).map((each) => keyEntry(environment, each)),
      })),
    });
  }
}

function embeddedBucket(environment: KubernetesEnvironment, purpose: BucketPurpose): Bucket {
  const { name, endpoint } = bucketOf(environment, purpose);
  return new Bucket(name, endpoint);
}
