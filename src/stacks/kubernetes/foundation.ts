import { DATABASE_CLIENTS } from "../../constructs/data/databases";
import { Bucket } from "../../constructs/embedded/bucket";
import { Database, type DatabaseProps, POSTGRES_PORT } from "../../constructs/embedded/database";
import { GeneratedSecret, VALUE } from "../../constructs/embedded/generated-secret";
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
import { needsMysql } from "../platform/needs-mysql";
import { FOUNDATION, type KeyHolder, keyHolders, TEAM_READER } from "./embedded";
import { DUMPS, keyEntry, OWN_KEY, ownKeyEntry } from "./entries";
import { addressOf, bucketOf, embeddedBuckets } from "./object-stores";
import { KubernetesStack } from "./stack";

/** What a cloud would provide, on the cluster itself: object store, databases, secret store. */
export class KubernetesFoundation extends KubernetesStack {
  constructor(scope: Construct, environment: KubernetesEnvironment) {
    super(scope, "foundation", environment);
    const { cloud, platform, database } = environment;
    const { storageClass, objectStoreGiB, secretsRevision: revision } = cloud;
    const mirror = platform?.mirror ?? "";
    const holders = keyHolders(environment);
    const namespace = this.createNamespace(environment, holders);
    const common = { namespace: FOUNDATION, storageClass, mirror, revision };
    const keys = this.createKeys(environment, holders);
    const backup = this.createBackup(environment);
    const servers = { ...common, storageGiB: database.storageGiB, backup };
    const databases = [
      new Database(this, CONSTRUCT_IDS.database, servers),
      ...(needsMysql(environment) ? [new MysqlDatabase(this, CONSTRUCT_IDS.pipelinesDatabase, servers)] : []),
    ];
    for (const { bundle } of databases) if (backup.generated) waitFor(bundle, backup.generated);
    const made = [
      ...keys,
      ...(backup.generated ? [backup.generated] : []),
      ...databases,
      ...this.createSignOnSecrets(environment, revision),
      this.createSecretStore(environment),
    ];
    const buckets = embeddedBuckets(environment);
    if (buckets.length > 0) {
      made.push(
        new ObjectStore(this, "object-store", {
          ...common,
          buckets: buckets.map((purpose) => bucketOf(environment, purpose).name),
          keys: [...keys, ...(backup.generated ? [backup.generated] : [])],
          storageGiB: objectStoreGiB,
        }),
      );
    }
    for (const each of made) waitFor(each, namespace);
  }

  /** A generated key for each consumer of the embedded object store. */
  private createKeys(environment: KubernetesEnvironment, holders: readonly KeyHolder[]): StaticKey[] {
    const { secretsRevision: revision } = environment.cloud;
    const buckets = mapKeys(BUCKET_PURPOSES, (purpose) => embeddedBucket(environment, purpose));
    return holders
      .filter((holder) => addressOf(environment, holder.buckets).embedded)
      .map((holder) => {
        const key = new StaticKey(this, `key-${holder.consumer}`, holder.consumer, { namespace: FOUNDATION, revision });
        grantBuckets(holder.buckets, key, buckets);
        return key;
      });
  }

  /** Where dumps of the embedded databases go, with a generated key if the bucket is in the embedded object store. */
  private createBackup(
    environment: KubernetesEnvironment,
  ): DatabaseProps["backup"] & { readonly generated?: StaticKey } {
    const { secretsRevision: revision } = environment.cloud;
    const { backupRetentionDays: retentionDays } = environment.database;
    const bucket = bucketOf(environment, "backups");
    if (!embeddedBuckets(environment).includes("backups")) {
      const name = ownKeyEntry(DUMPS);
      return {
        bucket,
        retentionDays,
        key: { id: { name, key: OWN_KEY.id }, secret: { name, key: OWN_KEY.secret } },
      };
    }
    const generated = new StaticKey(this, `key-${DUMPS}`, DUMPS, { namespace: FOUNDATION, revision });
    const granted = embeddedBucket(environment, "backups");
    for (const folder of ["postgres", "mysql"]) granted.grantReadWrite(generated, { prefix: folder });
    return { bucket, retentionDays, key: { id: DUMPS, secret: { name: generated.name, key: VALUE } }, generated };
  }

  private createNamespace(environment: KubernetesEnvironment, holders: readonly KeyHolder[]): Namespace {
    const clients = [
      ...new Set(
        holders.filter(({ buckets }) => addressOf(environment, buckets).embedded).map(({ namespace }) => namespace),
      ),
    ].sort();
    const hasStore = embeddedBuckets(environment).length > 0;
    return new Namespace(this, "namespace", {
      name: FOUNDATION,
      serves: {
        ...(hasStore && {
          // Clients outside the cluster come through the entry gateway; each request is signed with a key.
          "allow-object-store": { ports: [S3_PORT], to: [...clients, NAMESPACES.entry] },
          "allow-metrics": { ports: [METRICS_PORT], to: [NAMESPACES.monitoring] },
        }),
        "allow-databases": { ports: [POSTGRES_PORT, MYSQL_PORT], to: [NAMESPACES.databases, ...DATABASE_CLIENTS] },
      },
    });
  }

  /** The embedded identity provider shares a secret with the interfaces that it signs people on to. */
  private createSignOnSecrets(environment: KubernetesEnvironment, revision: number): GeneratedSecret[] {
    if (!chosenComponents(environment).includes("dex")) return [];
    return [new GeneratedSecret(this, "oidc-client", { name: "oidc-client", namespace: FOUNDATION, revision })];
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
