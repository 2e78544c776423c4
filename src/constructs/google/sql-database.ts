import { SecretManagerSecret } from "@cdktf/provider-google/lib/secret-manager-secret";
import { SecretManagerSecretIamMember } from "@cdktf/provider-google/lib/secret-manager-secret-iam-member";
import { SecretManagerSecretVersion } from "@cdktf/provider-google/lib/secret-manager-secret-version";
import { SqlDatabaseInstance } from "@cdktf/provider-google/lib/sql-database-instance";
import { SqlUser } from "@cdktf/provider-google/lib/sql-user";
import type * as contracts from "../../contracts";
import { Construct, Fn } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { EphemeralPassword } from "./ephemeral-password";
import type { Network } from "./network";
import type { Grantee } from "./workload-identity";

export interface SqlDatabaseProps {
  /** Instance name, at most 98 characters together with the project's. */
  readonly name: string;
  readonly region: string;
  /** Network with private access to managed services. */
  readonly network: Pick<Network, "networkId"> & Partial<Pick<Network, "managedServices">>;
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

type EngineName = contracts.SqlDatabase["engine"];

/** What differs from one kind of server to the next. */
export interface SqlEngine<Engine extends EngineName> {
  readonly engine: Engine;
  readonly port: number;
  /** Google's name of the kind and its major version, e.g. `POSTGRES_17`. */
  readonly version: string;
  readonly flags: Readonly<Record<string, string>>;
  /** Setting of the backups that makes point-in-time recovery possible. */
  readonly recovery: { readonly pointInTimeRecoveryEnabled: true } | { readonly binaryLogEnabled: true };
  readonly insights: boolean;
  /** Where the master user may come from, where users have that. */
  readonly adminHost?: string;
  /** Id of the grant with which somebody reads the master password. */
  readonly readAdmin: string;
}

const ADMIN_USER = "platform_admin";

/** Raise it to set a new master password. */
const PASSWORD_VERSION = 1;

/** Cloud SQL's Enterprise edition keeps the log for point-in-time recovery for 7 days at most. */
export const RECOVERY_LOG_DAYS = 7;

/** A server of these constructs, seen from another stack. */
export function reach<Engine extends EngineName>(
  engine: Engine,
  port: number,
  {
    host,
    adminSecret,
    certificateAuthority,
  }: Pick<contracts.SqlDatabase, "host" | "adminSecret" | "certificateAuthority">,
) {
  return { engine, host, adminSecret, certificateAuthority, port, adminUser: ADMIN_USER };
}

/**
 * A database server on Cloud SQL: private, encrypted, TLS only. The master password is made during apply and written to
 * Secret Manager and to the instance without ever being in code, plan or state.
 */
export abstract class SqlDatabase<Engine extends EngineName> extends Construct implements contracts.SqlDatabase {
  readonly engine: Engine;
  readonly instance: SqlDatabaseInstance;
  readonly secret: SecretManagerSecret;
  readonly port: number;
  readonly adminUser = ADMIN_USER;

  protected constructor(
    scope: Construct,
    id: string,
    props: SqlDatabaseProps,
    private readonly kind: SqlEngine<Engine>,
  ) {
    super(scope, id);
    this.engine = kind.engine;
    this.port = kind.port;
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

  /** The provider calls it sensitive, and a root module's outputs may not be; a certificate is for everybody to see. */
  get certificateAuthority(): string {
    return Fn.nonsensitive(this.instance.serverCaCert.get(0).cert);
  }

  /** Reading the master password, for whoever makes users and databases from inside the cluster. */
  grantReadAdminPassword(grantee: Grantee): void {
    new SecretManagerSecretIamMember(grantee, this.kind.readAdmin, {
      secretId: this.secret.id,
      role: "roles/secretmanager.secretAccessor",
      member: grantee.member,
    });
  }

  private createInstance(props: SqlDatabaseProps): SqlDatabaseInstance {
    const { name, region, deletionProtection = true, network, key } = props;
    const instance = new SqlDatabaseInstance(this, "instance", {
      name,
      region,
      databaseVersion: this.kind.version,
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

  private settings(props: SqlDatabaseProps) {
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
        ...this.kind.recovery,
        transactionLogRetentionDays: Math.min(RECOVERY_LOG_DAYS, backupRetentionDays),
        // UTC; the night in Europe and America, before maintenance.
        startTime: "00:30",
        backupRetentionSettings: { retainedBackups: backupRetentionDays, retentionUnit: "COUNT" },
      },
      maintenanceWindow: { day: 7, hour: 2, updateTrack: "stable" },
      insightsConfig: { queryInsightsEnabled: this.kind.insights },
      databaseFlags: Object.entries(this.kind.flags).map(([name, value]) => ({ name, value })),
    };
  }

  private createSecret({ name, region, secretKey }: SqlDatabaseProps): SecretManagerSecret {
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
      ...(this.kind.adminHost !== undefined && { host: this.kind.adminHost }),
      instance: this.instance.name,
      passwordWo: password.result,
      passwordWoVersion: PASSWORD_VERSION,
      // A user that owns objects can't be dropped; it goes with the instance.
      deletionPolicy: "ABANDON",
    });
  }
}
