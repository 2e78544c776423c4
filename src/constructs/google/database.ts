import { SecretManagerSecret } from "@cdktf/provider-google/lib/secret-manager-secret";
import { SecretManagerSecretIamMember } from "@cdktf/provider-google/lib/secret-manager-secret-iam-member";
import { SecretManagerSecretVersion } from "@cdktf/provider-google/lib/secret-manager-secret-version";
import { SqlDatabaseInstance } from "@cdktf/provider-google/lib/sql-database-instance";
import { SqlUser } from "@cdktf/provider-google/lib/sql-user";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { EphemeralPassword } from "./ephemeral-password";
import type { Network } from "./network";
import type { Grantee } from "./workload-identity";

export interface DatabaseProps {
  /** Instance name, at most 98 characters together with the project's. */
  readonly name: string;
  readonly region: string;
  /** Network with private access to managed services. */
  readonly network: Pick<Network, "networkId"> & Partial<Pick<Network, "managedServices">>;
  /** PostgreSQL major version. @default "17" */
  readonly version?: string;
  /** Cloud SQL machine type, e.g. `db-custom-2-8192`. */
  readonly type: string;
  /** A standby in another zone that takes over by itself. @default true */
  readonly highAvailability?: boolean;
  /** @default 100 */
  readonly storageGiB?: number;
  /** Storage grows by itself up to this size, in GiB. @default five times `storageGiB` */
  readonly maxStorageGiB?: number;
  /** Daily backups that are kept. @default 30 */
  readonly backupRetentionDays?: number;
  /** Refuse to delete the instance. @default true */
  readonly deletionProtection?: boolean;
  /** Own key for storage and backups. */
  readonly key: contracts.EncryptionKey;
  /** Own key for the secret that holds the master password. */
  readonly secretKey: contracts.EncryptionKey;
}

const PORT = 5432;

const ADMIN_USER = "platform_admin";

/** Raise it to set a new master password. */
const PASSWORD_VERSION = 1;

/** Cloud SQL's Enterprise edition keeps the log for point-in-time recovery for 7 days at most. */
const RECOVERY_LOG_DAYS = 7;

/**
 * PostgreSQL on Cloud SQL: private, encrypted, TLS only. The master password is made during apply and written to Secret
 * Manager and to the instance without ever being in code, plan or state.
 */
export class Database extends Construct implements contracts.PostgresDatabase {
  readonly instance: SqlDatabaseInstance;
  readonly secret: SecretManagerSecret;
  readonly port = PORT;
  readonly adminUser = ADMIN_USER;

  /** A database that exists already. */
  static fromAttributes(attributes: contracts.PostgresDatabase): contracts.PostgresDatabase {
    return attributes;
  }

  /** A database of this construct, seen from another stack. */
  static reach(
    attributes: Pick<contracts.PostgresDatabase, "host" | "adminSecret" | "certificateAuthority">,
  ): contracts.PostgresDatabase {
    return { ...attributes, port: PORT, adminUser: ADMIN_USER };
  }

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.instance = this.createInstance(props);
    this.secret = this.createSecret(props);
    this.createAdmin();
  }

  get host(): string {
    return this.instance.privateIpAddress;
  }

  get adminSecret(): string {
    return this.secret.secretId;
  }

  get certificateAuthority(): string {
    return this.instance.serverCaCert.get(0).cert;
  }

  /** Reading the master password, for whoever makes users and databases from inside the cluster. */
  grantReadAdminPassword(grantee: Grantee): void {
    new SecretManagerSecretIamMember(grantee, "read-database-admin", {
      secretId: this.secret.id,
      role: "roles/secretmanager.secretAccessor",
      member: grantee.member,
    });
  }

  private createInstance(props: DatabaseProps): SqlDatabaseInstance {
    const { name, region, version = "17", deletionProtection = true, network, key } = props;
    const instance = new SqlDatabaseInstance(this, "instance", {
      name,
      region,
      databaseVersion: `POSTGRES_${version}`,
      encryptionKeyName: key.id,
      deletionProtection,
      settings: this.settings(props),
      lifecycle: {
        preventDestroy: deletionProtection,
        // Storage that grew by itself must not be made smaller: that would replace the instance.
        ignoreChanges: ["settings[0].disk_size"],
      },
    });
    waitFor(instance, key);
    if (network.managedServices) waitFor(instance, network.managedServices);
    return instance;
  }

  private settings(props: DatabaseProps) {
    const { storageGiB = 100, backupRetentionDays = 30, deletionProtection = true } = props;
    return {
      tier: props.type,
      edition: "ENTERPRISE",
      availabilityType: (props.highAvailability ?? true) ? "REGIONAL" : "ZONAL",
      deletionProtectionEnabled: deletionProtection,
      diskType: "PD_SSD",
      diskSize: storageGiB,
      diskAutoresize: true,
      diskAutoresizeLimit: props.maxStorageGiB ?? 5 * storageGiB,
      ipConfiguration: { ipv4Enabled: false, privateNetwork: props.network.networkId, sslMode: "ENCRYPTED_ONLY" },
      backupConfiguration: {
        enabled: true,
        pointInTimeRecoveryEnabled: true,
        transactionLogRetentionDays: Math.min(RECOVERY_LOG_DAYS, backupRetentionDays),
        // UTC; the night in Europe and America, before maintenance.
        startTime: "00:30",
        backupRetentionSettings: { retainedBackups: backupRetentionDays, retentionUnit: "COUNT" },
      },
      maintenanceWindow: { day: 7, hour: 2, updateTrack: "stable" },
      insightsConfig: { queryInsightsEnabled: true },
      databaseFlags: [
        { name: "cloudsql.iam_authentication", value: "on" },
        { name: "log_connections", value: "on" },
        { name: "log_disconnections", value: "on" },
        // Milliseconds.
        { name: "log_min_duration_statement", value: "1000" },
      ],
    };
  }

  private createSecret({ name, region, secretKey }: DatabaseProps): SecretManagerSecret {
    const secret = new SecretManagerSecret(this, "admin-secret", {
      secretId: `${name}-admin`,
      replication: {
        userManaged: { replicas: [{ location: region, customerManagedEncryption: { kmsKeyName: secretKey.id } }] },
      },
    });
    waitFor(secret, secretKey);
    return secret;
  }

  private createAdmin(): void {
    const password = new EphemeralPassword(this, "admin-password", { length: 32 });
    new SecretManagerSecretVersion(this, "admin-secret-version", {
      secret: this.secret.id,
      secretDataWo: password.result,
      secretDataWoVersion: PASSWORD_VERSION,
    });
    new SqlUser(this, "admin", {
      name: ADMIN_USER,
      instance: this.instance.name,
      passwordWo: password.result,
      passwordWoVersion: PASSWORD_VERSION,
      // A user that owns objects can't be dropped; it goes with the instance.
      deletionPolicy: "ABANDON",
    });
  }
}
