import { Key, MysqlDatabase, type SqlDatabaseProps } from "../../../src/constructs/google";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ id: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" });
const minimal: SqlDatabaseProps = {
  name: "acme-prod-mysql",
  region: "us-central1",
  network: { networkId: "projects/p/global/networks/n" },
  type: "db-custom-2-8192",
  key,
  secretKey: key,
};

const database = (props: Partial<SqlDatabaseProps> = {}) =>
  synthesizeConstruct((scope) => new MysqlDatabase(scope, "database", { ...minimal, ...props }));

describe("MySQL with no options", () => {
  const { only, text } = database();
  const instance = only("google_sql_database_instance");

  test("is the version with long-term support, private, encrypted, TLS only, and survives the loss of a zone", () => {
    expect(instance).toMatchObject({
      database_version: "MYSQL_8_4",
      encryption_key_name: key.id,
      deletion_protection: true,
      settings: {
        availability_type: "REGIONAL",
        deletion_protection_enabled: true,
        ip_configuration: { ipv4_enabled: false, ssl_mode: "ENCRYPTED_ONLY" },
      },
    });
  });

  test("has point-in-time recovery through the binary log: Cloud SQL rejects the PostgreSQL setting", () => {
    const { backup_configuration } = instance.settings as { backup_configuration: object };
    expect(backup_configuration).toMatchObject({
      enabled: true,
      binary_log_enabled: true,
      transaction_log_retention_days: 7,
      backup_retention_settings: { retained_backups: 30 },
    });
    expect(backup_configuration).not.toHaveProperty("point_in_time_recovery_enabled");
  });

  test("has a master password that exists only while Terraform applies, for a user from anywhere in the network", () => {
    expect(only("google_sql_user")).toMatchObject({
      name: "platform_admin",
      host: "%",
      password_wo: expect.stringMatching(/^\$\{ephemeral\.random_password\./),
    });
    expect(text).not.toMatch(/"(password|secret_data|root_password)"/);
  });
});

test.each([
  ["db-g1-small", false],
  ["db-f1-micro", false],
  ["db-custom-1-3840", true],
])("on %s insights are %s: a share of a processor leaves nothing for them", (type, enabled) => {
  expect(database({ type }).only("google_sql_database_instance").settings).toMatchObject({
    insights_config: { query_insights_enabled: enabled },
  });
});
