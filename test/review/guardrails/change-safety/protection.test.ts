import { DELETION_GUARDS } from "../../../../src/review/guardrails/deletion-guards";
import { rule, verdicts } from "./planned";

describe("protection", () => {
  test.each([
    ["aws_db_instance", { deletion_protection: true }, { deletion_protection: false }, 1],
    ["aws_db_instance", { deletion_protection: true }, { deletion_protection: null }, 1],
    // Not known yet.
    ["aws_db_instance", { deletion_protection: true }, {}, 0],
    ["aws_db_instance", { deletion_protection: false }, { deletion_protection: false }, 0],
    ["aws_db_instance", { skip_final_snapshot: false }, { skip_final_snapshot: true }, 1],
    ["aws_s3_bucket", { force_destroy: false }, { force_destroy: true }, 1],
    ["aws_s3_bucket", { force_destroy: null }, { force_destroy: true }, 1],
    ["aws_s3_bucket", { force_destroy: true }, { force_destroy: true }, 0],
    ["google_bigquery_dataset", { delete_contents_on_destroy: false }, { delete_contents_on_destroy: true }, 1],
    ["google_firestore_database", { deletion_policy: "ABANDON" }, { deletion_policy: "DELETE" }, 1],
    ["google_project", { deletion_policy: "PREVENT" }, { deletion_policy: "DELETE" }, 1],
    ["aws_cognito_user_pool", { deletion_protection: "ACTIVE" }, { deletion_protection: "INACTIVE" }, 1],
    ["aws_secretsmanager_secret", { recovery_window_in_days: 30 }, { recovery_window_in_days: 0 }, 1],
    [
      "google_sql_database_instance",
      { settings: [{ deletion_protection_enabled: true }] },
      { settings: [{ deletion_protection_enabled: false }] },
      1,
    ],
  ])("%s from %j to %j: %d", (type, before, after, count) => {
    expect(verdicts(rule("protection-kept"), [{ type, actions: ["update"], before, after }])).toHaveLength(count);
  });

  test("resources created without protection are left to other rules", () => {
    const born = { type: "aws_db_instance", actions: ["create"], after: { deletion_protection: false } } as const;
    expect(verdicts(rule("protection-kept"), [born])).toEqual([]);
  });

  test("a replacement without the protection of the original is found", () => {
    const change = {
      type: "aws_db_instance",
      actions: ["delete", "create"],
      before: { deletion_protection: true },
      after: { deletion_protection: false },
    } as const;
    expect(verdicts(rule("protection-before-deletion"), [change])).toEqual([
      "fail aws_db_instance.main: deletion_protection is switched off, and aws_db_instance.main is replaced.",
    ]);
  });

  test("a resource that refers to itself is found once", () => {
    const change = {
      type: "aws_s3_bucket",
      actions: ["delete", "create"],
      before: { id: "acme-models", bucket: "acme-models", force_destroy: false },
      after: { bucket: "acme-other", force_destroy: true },
    } as const;
    expect(verdicts(rule("protection-before-deletion"), [change])).toHaveLength(1);
  });

  test("a bucket that is emptied while its objects are deleted is found", () => {
    const changes = [
      {
        type: "aws_s3_bucket",
        actions: ["update"],
        before: { id: "acme-models", force_destroy: false },
        after: { id: "acme-models", force_destroy: true },
      },
      { type: "aws_s3_object", actions: ["delete"], before: { bucket: "acme-models", key: "a" } },
      { type: "aws_s3_object", name: "other", actions: ["delete"], before: { bucket: "acme-logs", key: "a" } },
    ] as const;
    expect(verdicts(rule("protection-before-deletion"), changes, "dev")).toEqual([
      "fail aws_s3_bucket.main: force_destroy is switched off, and aws_s3_object.main is deleted.",
    ]);
  });

  test("every guard can be weakened", () => {
    for (const [type, guards] of Object.entries(DELETION_GUARDS)) {
      for (const { path, weakens } of guards) {
        const values = [
          true,
          false,
          null,
          0,
          30,
          "ACTIVE",
          "PROTECTED",
          "DELETE_PROTECTION_ENABLED",
          "DELETE",
          "FORCE",
        ];
        const steps = values.flatMap((before) => values.map((after) => weakens(before, after)));
        expect([type, path, steps.includes(true), steps.includes(false)]).toEqual([type, path, true, true]);
      }
    }
  });
});

describe("backups", () => {
  test.each([
    ["aws_db_instance", { backup_retention_period: 30 }, { backup_retention_period: 7 }, 1],
    ["aws_db_instance", { backup_retention_period: 7 }, { backup_retention_period: 7 }, 0],
    ["aws_db_instance", { backup_retention_period: 7 }, {}, 0],
    [
      "aws_s3_bucket_versioning",
      { versioning_configuration: [{ status: "Enabled" }] },
      { versioning_configuration: [{ status: "Suspended" }] },
      1,
    ],
    ["google_storage_bucket", { versioning: [{ enabled: true }] }, { versioning: [{ enabled: false }] }, 1],
    [
      "google_storage_bucket",
      { soft_delete_policy: [{ retention_duration_seconds: 604800 }] },
      { soft_delete_policy: [{ retention_duration_seconds: 0 }] },
      1,
    ],
    [
      "aws_dynamodb_table",
      { point_in_time_recovery: [{ enabled: true }] },
      { point_in_time_recovery: [{ enabled: false }] },
      1,
    ],
    [
      "google_sql_database_instance",
      { settings: [{ backup_configuration: [{ enabled: true, point_in_time_recovery_enabled: true }] }] },
      { settings: [{ backup_configuration: [{ enabled: true, point_in_time_recovery_enabled: false }] }] },
      1,
    ],
  ])("%s from %j to %j: %d", (type, before, after, count) => {
    expect(verdicts(rule("backups-kept"), [{ type, actions: ["update"], before, after }])).toHaveLength(count);
  });

  test.each(["aws_backup_vault", "aws_ebs_snapshot", "google_compute_snapshot", "aws_s3_bucket_versioning"])(
    "%s is kept",
    (type) => {
      expect(verdicts(rule("backups-kept"), [{ type, actions: ["delete"], before: {} }])).toHaveLength(1);
    },
  );

  test("a deleted database is found once, by the rule on data", () => {
    const gone = [{ type: "aws_db_instance", actions: ["delete"], before: { backup_retention_period: 7 } }] as const;
    expect(verdicts(rule("backups-kept"), gone)).toEqual([]);
    expect(verdicts(rule("data-kept"), gone)).toHaveLength(1);
  });
});
