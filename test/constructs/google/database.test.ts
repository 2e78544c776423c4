import { Database, type DatabaseProps, Key } from "../../../src/constructs/google";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ id: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" });
const minimal: DatabaseProps = {
  name: "acme-prod-postgres",
  region: "us-central1",
  network: { networkId: "projects/p/global/networks/n" },
  type: "db-custom-2-8192",
  key,
  secretKey: key,
};

const database = (props: Partial<DatabaseProps> = {}) =>
  synthesizeConstruct((scope) => new Database(scope, "database", { ...minimal, ...props }));

describe("a database with no options", () => {
  const { only, text } = database();
  const instance = only("google_sql_database_instance");

  test("is private, encrypted, rejects connections without TLS, and survives the loss of a zone", () => {
    expect(instance).toMatchObject({
      database_version: "POSTGRES_17",
      encryption_key_name: key.id,
      settings: {
        availability_type: "REGIONAL",
        ip_configuration: {
          ipv4_enabled: false,
          private_network: "projects/p/global/networks/n",
          ssl_mode: "ENCRYPTED_ONLY",
        },
      },
    });
  });

  test("keeps 30 backups and can be restored to any point in the last 7 days", () => {
    expect(instance.settings).toMatchObject({
      backup_configuration: {
        enabled: true,
        point_in_time_recovery_enabled: true,
        transaction_log_retention_days: 7,
        backup_retention_settings: { retained_backups: 30, retention_unit: "COUNT" },
      },
    });
  });

  test("can't be deleted, neither by Terraform nor by Google", () => {
    expect(instance).toMatchObject({
      deletion_protection: true,
      settings: { deletion_protection_enabled: true },
      lifecycle: { prevent_destroy: true, ignore_changes: ["settings[0].disk_size"] },
    });
  });

  test("has a master password that exists only while Terraform applies", () => {
    expect(only("google_sql_user")).toMatchObject({
      name: "platform_admin",
      password_wo: expect.stringMatching(/^\$\{ephemeral\.random_password\./),
    });
    expect(only("google_secret_manager_secret_version")).toMatchObject({
      secret_data_wo: expect.stringMatching(/^\$\{ephemeral\.random_password\./),
    });
    expect(text).not.toMatch(/"(password|secret_data|root_password)"/);
  });

  test("keeps that password in its own region, encrypted with the given key", () => {
    expect(only("google_secret_manager_secret").replication).toEqual({
      user_managed: {
        replicas: [{ location: "us-central1", customer_managed_encryption: { kms_key_name: key.id } }],
      },
    });
  });
});

test("a database for development", () => {
  const { only } = database({
    highAvailability: false,
    storageGiB: 20,
    maxStorageGiB: 50,
    backupRetentionDays: 3,
    deletionProtection: false,
  });
  expect(only("google_sql_database_instance")).toMatchObject({
    deletion_protection: false,
    lifecycle: { prevent_destroy: false },
    settings: {
      availability_type: "ZONAL",
      disk_size: 20,
      disk_autoresize_limit: 50,
      backup_configuration: { transaction_log_retention_days: 3, backup_retention_settings: { retained_backups: 3 } },
    },
  });
});
