import { SecretManagerSecret } from "@cdktf/provider-google/lib/secret-manager-secret";
import { SecretManagerSecretIamMember } from "@cdktf/provider-google/lib/secret-manager-secret-iam-member";
import { SecretManagerSecretVersion } from "@cdktf/provider-google/lib/secret-manager-secret-version";
import { SqlDatabaseInstance } from "@cdktf/provider-google/lib/sql-database-instance";
import { SqlUser } from "@cdktf/provider-google/lib/sql-user";
import type * as contracts from "../../contracts";
import { Construct, Fn } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { EphemeralPassword } from "../random/ephemeral-password";
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
  /** Run a standby in another zone with automatic failover. @default true */
  readonly highAvailability?: boolean;
  /** @default 100 */
  readonly storageGiB?: number;
  /** Storage grows automatically up to this size, in GiB. @default five times `storageGiB` */
  readonly maxStorageGiB?: number;
  /** Number of daily backups to keep. @default 30 */
  readonly backupRetentionDays?: number;
  /** Prevent deletion of the instance. @default true */
  readonly deletionProtection?: boolean;
  /** Customer-managed key for storage and backups. */
  readonly key: contracts.EncryptionKey;
  /** Customer-managed key for the secret with the master password. */
  readonly secretKey: contracts.EncryptionKey;
}

type EngineName = contracts.SqlDatabase["engine"];

/** Settings that differ between database engines. */
export interface SqlEngine<Engine extends EngineName> {
  readonly engine: Engine;
  readonly port: number;
  /** Google's name of the kind and its major version, e.g. `POSTGRES_17`. */
  readonly version: string;
  readonly flags: Readonly<Record<string, string>>;
  /** Backup setting that enables point-in-time recovery. */
  readonly recovery: { readonly pointInTimeRecoveryEnabled: true } | { readonly binaryLogEnabled: true };
  readonly insights: boolean;
  /** Host that the master user may connect from, for engines that support it. */
  readonly adminHost?: string;
  /** Id of the grant that allows reading the master password. */
  readonly readAdmin: string;
}

const ADMIN_USER = "platform_admin";

/** Increase it to set a new master password. */
const PASSWORD_VERSION = 1;

/** Cloud SQL's Enterprise edition keeps the log for point-in-time recovery for 7 days at most. */
export const RECOVERY_LOG_DAYS = 7;

/** A server of these constructs, referenced from another stack. */
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
 * A database server on Cloud SQL: private, encrypted, TLS only. The master password is generated during apply and
 * written to Secret Manager and to the instance; it is never in code, plan or state.
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

  /** The provider marks it as sensitive, which outputs of a root module must not be; a certificate is public. */
  get certificateAuthority(): string {
    return Fn.nonsensitive(this.instance.serverCaCert.get(0).cert);
  }

  /** Reads the master password, to create users and databases from inside the cluster. */
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
        // Storage that has grown automatically must not shrink: that would replace the instance.
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
        // UTC: night in Europe and America, before maintenance.
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
      // A user that owns objects can't be dropped; it is deleted with the instance.
      deletionPolicy: "ABANDON",
    });
  }
}
