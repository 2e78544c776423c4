import { judge, only } from "./judge";

const rds = (body: object) => only("aws_db_instance", { engine: "postgres", ...body });

describe("databases", () => {
  test.each([
    [{ engine_version: "17.6" }, "pass"],
    [{ engine_version: "13" }, "fail"],
    [{ engine_version: "${var.version}" }, "undecided"],
    [{}, "silent"],
    [{ engine: "mysql", engine_version: "8.0.42" }, "fail"],
    [{ engine: "mysql", engine_version: "8.4.5" }, "pass"],
    [{ engine: "oracle-ee", engine_version: "19" }, "silent"],
  ])("database-version on RDS: %j: %s", (body, expected) => {
    expect(judge("database-version", rds(body))).toBe(expected);
  });

  test.each([
    ["POSTGRES_17", "pass"],
    ["POSTGRES_13", "fail"],
    ["MYSQL_8_0_31", "fail"],
    ["SQLSERVER_2022_STANDARD", "silent"],
  ])("database-version on Cloud SQL: %s: %s", (database_version, expected) => {
    expect(judge("database-version", only("google_sql_database_instance", { database_version }))).toBe(expected);
  });

  test.each(["database-managed-password", "database-own-key", "database-backups", "database-final-snapshot"])(
    "a replica is checked through its source: %s",
    (rule) => {
      const body = { replicate_source_db: "main", skip_final_snapshot: true };
      expect(judge(rule, rds(body))).toBe("silent");
      expect(judge(rule, rds({ ...body, replicate_source_db: "" }))).toBe("fail");
    },
  );

  test("Aurora keeps backups for one day by default, which is too short for production", () => {
    expect(judge("database-backups", only("aws_rds_cluster", {}), "staging")).toBe("pass");
    expect(judge("database-backups", only("aws_rds_cluster", {}), "prod")).toBe("fail");
  });

  test("a password of Aurora in the code is found", () => {
    expect(judge("database-managed-password", only("aws_rds_cluster", { master_password: "hunter2" }))).toBe("fail");
    expect(judge("database-managed-password", only("aws_rds_cluster", { master_password_wo: "${var.p}" }))).toBe(
      "pass",
    );
  });

  test.each([
    [{ allocated_storage: 100, max_allocated_storage: 100 }, "fail"],
    [{ allocated_storage: 100, max_allocated_storage: 200 }, "pass"],
    [{ allocated_storage: 100, max_allocated_storage: "${var.most}" }, "undecided"],
  ])("database-storage-grows: %j: %s", (body, expected) => {
    expect(judge("database-storage-grows", rds(body))).toBe(expected);
  });

  test("database-logs requires only PostgreSQL's flags", () => {
    const sql = (database_version: string, flags: object[]) =>
      only("google_sql_database_instance", { database_version, settings: { database_flags: flags } });
    const on = ["log_connections", "log_disconnections"].map((name) => ({ name, value: "on" }));
    expect(judge("database-logs", sql("POSTGRES_17", on))).toBe("pass");
    expect(judge("database-logs", sql("POSTGRES_17", on.slice(1)))).toBe("fail");
    expect(judge("database-logs", sql("MYSQL_8_4", []))).toBe("silent");
  });
});

test.each([
  ["aws_lb", { enable_deletion_protection: true }, "pass"],
  ["aws_lb", {}, "fail"],
  ["aws_dynamodb_table", { deletion_protection_enabled: "${var.protected}" }, "undecided"],
  ["google_bigquery_table", {}, "pass"],
  ["google_bigquery_table", { deletion_protection: false }, "fail"],
])("deletion-protection: %s %j: %s", (type, body, expected) => {
  expect(judge("deletion-protection", only(type, body))).toBe(expected);
});

describe("encryption", () => {
  test.each([
    ["messages-encrypted", "aws_sqs_queue", {}, "pass"],
    ["messages-encrypted", "aws_sqs_queue", { sqs_managed_sse_enabled: false }, "fail"],
    [
      "messages-encrypted",
      "aws_sqs_queue",
      { sqs_managed_sse_enabled: false, kms_master_key_id: "alias/acme" },
      "pass",
    ],
    ["messages-encrypted", "aws_sns_topic", {}, "fail"],
    ["messages-encrypted", "google_pubsub_topic", { kms_key_name: "${google_kms_crypto_key.x.id}" }, "pass"],
    ["secret-own-key", "aws_ssm_parameter", { type: "String" }, "silent"],
    ["secret-own-key", "aws_ssm_parameter", { type: "SecureString" }, "fail"],
    ["secret-own-key", "aws_ssm_parameter", { type: "SecureString", key_id: "${aws_kms_key.x.id}" }, "pass"],
    ["secret-own-key", "google_secret_manager_secret", { replication: { auto: {} } }, "fail"],
    [
      "secret-own-key",
      "google_secret_manager_secret",
      { replication: { auto: { customer_managed_encryption: { kms_key_name: "k" } } } },
      "pass",
    ],
    [
      "secret-own-key",
      "google_secret_manager_secret",
      {
        replication: {
          user_managed: { replicas: [{ customer_managed_encryption: { kms_key_name: "k" } }, { location: "b" }] },
        },
      },
      "fail",
    ],
    ["registry-own-key", "aws_ecr_repository", { encryption_configuration: { encryption_type: "AES256" } }, "fail"],
    ["registry-own-key", "aws_ecr_repository", { encryption_configuration: { encryption_type: "KMS" } }, "fail"],
    [
      "registry-own-key",
      "aws_ecr_repository",
      { encryption_configuration: { encryption_type: "${var.type}" } },
      "undecided",
    ],
    ["file-system-encrypted", "aws_efs_file_system", { encrypted: true }, "fail"],
    ["cache-encrypted", "aws_elasticache_replication_group", { engine: "valkey", user_group_ids: [] }, "fail"],
    ["cache-encrypted", "aws_elasticache_replication_group", { engine: "valkey", user_group_ids: ["a"] }, "pass"],
    ["cache-encrypted", "aws_elasticache_replication_group", { engine: "redis", user_group_ids: ["a"] }, "fail"],
  ])("%s: %s %j: %s", (rule, type, body, expected) => {
    expect(judge(rule, only(type, body))).toBe(expected);
  });

  test("a table uses the key of its dataset", () => {
    const json = (dataset: object) => ({
      resource: {
        google_bigquery_dataset: { x: dataset },
        google_bigquery_table: { x: { dataset_id: "${google_bigquery_dataset.x.dataset_id}" } },
      },
    });
    const key = { default_encryption_configuration: { kms_key_name: "k" } };
    expect(judge("table-own-key", json(key))).toBe("pass");
    expect(judge("table-own-key", json({}))).toBe("fail");
    expect(judge("table-own-key", only("google_bigquery_table", { dataset_id: "x" }))).toBe("fail");
  });
});

test.each([
  ["aws_kms_key", { deletion_window_in_days: 7 }, "fail"],
  ["aws_kms_key", {}, "pass"],
  ["google_kms_crypto_key", { destroy_scheduled_duration: "86400s" }, "fail"],
  ["google_kms_crypto_key", {}, "pass"],
])("key-deletion-window: %s %j: %s", (type, body, expected) => {
  expect(judge("key-deletion-window", only(type, body))).toBe(expected);
});

test("a secret may be deleted immediately in development only", () => {
  const json = only("aws_secretsmanager_secret", { recovery_window_in_days: 0 });
  expect([judge("secret-recovery-window", json, "dev"), judge("secret-recovery-window", json, "prod")]).toEqual([
    "silent",
    "fail",
  ]);
});
