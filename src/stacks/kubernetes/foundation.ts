import { DATABASE_CLIENTS } from "../../constructs/data/databases";
import { Database, POSTGRES_PORT } from "../../constructs/embedded/database";
import { GeneratedSecret } from "../../constructs/embedded/generated-secret";
import { MYSQL_PORT, MysqlDatabase } from "../../constructs/embedded/mysql-database";
import { METRICS_PORT, ObjectStore, S3_PORT } from "../../constructs/embedded/object-store";
import { SecretStore } from "../../constructs/embedded/secret-store";
import { keySecret, StaticKey } from "../../constructs/embedded/static-key";
import { NAMESPACES } from "../../constructs/kubernetes/names";
import { Namespace } from "../../constructs/kubernetes/namespace";
import { CONSTRUCT_IDS } from "../../contracts/construct-ids";
import { BUCKET_PURPOSES } from "../../environment/bucket-purpose";
import type { KubernetesEnvironment } from "../../environment/environment";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { grantBuckets } from "../access";
import { chosenComponents } from "../chosen-components";
import { mapKeys } from "../map-keys";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { needsMysql } from "../platform/needs-mysql";
import { bucketOf, FOUNDATION, keyHolders, TEAM_READER } from "./embedded";
import { KubernetesStack } from "./stack";

/** What a cloud would provide, on the cluster itself: object store, databases, secret store. */
export class KubernetesFoundation extends KubernetesStack {
  constructor(scope: Construct, environment: KubernetesEnvironment) {
    super(scope, "foundation", environment);
    const { cloud, platform, database } = environment;
    const { storageClass, objectStoreGiB, secretsRevision: revision } = cloud;
    const mirror = platform?.mirror ?? "";
    const holders = keyHolders(environment);
    const namespace = this.createNamespace([...new Set(holders.map((holder) => holder.namespace))].sort());
    const keys = holders.map(({ consumer, buckets }) => {
      const key = new StaticKey(this, `key-${consumer}`, consumer, { namespace: FOUNDATION, revision });
      grantBuckets(
        buckets,
        key,
        mapKeys(BUCKET_PURPOSES, (purpose) => bucketOf(environment, purpose)),
      );
      return key;
    });
    const backupKey = new StaticKey(this, "key-database-backup", "database-backup", {
      namespace: FOUNDATION,
      revision,
    });
    const backups = bucketOf(environment, "backups");
    const common = { namespace: FOUNDATION, storageClass, mirror, revision };
    const servers = {
      ...common,
      storageGiB: database.storageGiB,
      backup: { bucket: backups, key: backupKey, retentionDays: database.backupRetentionDays },
    };
    const made = [
      ...keys,
      backupKey,
      new Database(this, CONSTRUCT_IDS.database, servers),
      ...(needsMysql(environment) ? [new MysqlDatabase(this, CONSTRUCT_IDS.pipelinesDatabase, servers)] : []),
      ...this.createSignOnSecrets(environment, revision),
      this.createSecretStore(environment),
    ];
    for (const folder of ["postgres", "mysql"]) backups.grantReadWrite(backupKey, { prefix: folder });
    const store = new ObjectStore(this, "object-store", {
      ...common,
      buckets: BUCKET_PURPOSES.map((purpose) => bucketOf(environment, purpose).name),
      keys: [...keys, backupKey],
      storageGiB: objectStoreGiB,
    });
    for (const each of [...made, store]) waitFor(each, namespace);
  }

  private createNamespace(clients: readonly string[]): Namespace {
    return new Namespace(this, "namespace", {
      name: FOUNDATION,
      serves: {
        // Clients outside the cluster come through the entry gateway; each request is signed with a key.
        "allow-object-store": { ports: [S3_PORT], to: [...clients, NAMESPACES.entry] },
        "allow-databases": { ports: [POSTGRES_PORT, MYSQL_PORT], to: [NAMESPACES.databases, ...DATABASE_CLIENTS] },
        "allow-metrics": { ports: [METRICS_PORT], to: [NAMESPACES.monitoring] },
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
        entries: ofTeams.filter((each) => each.namespace === namespace).map(({ consumer }) => keySecret(consumer)),
      })),
    });
  }
}
