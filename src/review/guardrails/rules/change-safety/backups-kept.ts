import { checkKept } from "../../change";
import { FROM_STAGING, fail } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";
import { atLeastBefore, type Guard, holds, weakened } from "../../weakened";

const RETENTION = [atLeastBefore("backup_retention_period")];

/** Backup settings by type. A type without settings is itself a backup, or creates backups. */
const BACKUPS: Readonly<Record<string, readonly Guard[]>> = {
  aws_backup_plan: [],
  aws_backup_selection: [],
  aws_backup_vault: [],
  aws_backup_vault_lock_configuration: [],
  aws_db_cluster_snapshot: [],
  aws_db_instance: RETENTION,
  aws_db_snapshot: [],
  aws_dlm_lifecycle_policy: [],
  aws_docdb_cluster: RETENTION,
  aws_dynamodb_table: [holds("point_in_time_recovery.enabled", true)],
  aws_ebs_snapshot: [],
  aws_efs_backup_policy: [holds("backup_policy.status", "ENABLED")],
  aws_elasticache_replication_group: [atLeastBefore("snapshot_retention_limit")],
  aws_memorydb_cluster: [atLeastBefore("snapshot_retention_limit")],
  aws_neptune_cluster: RETENTION,
  aws_rds_cluster: RETENTION,
  aws_redshift_cluster: [atLeastBefore("automated_snapshot_retention_period")],
  aws_s3_bucket_object_lock_configuration: [],
  aws_s3_bucket_versioning: [holds("versioning_configuration.status", "Enabled")],
  google_alloydb_backup: [],
  google_alloydb_cluster: [
    holds("automated_backup_policy.enabled", true),
    holds("continuous_backup_config.enabled", true),
  ],
  google_backup_dr_backup_vault: [],
  google_compute_snapshot: [],
  google_filestore_backup: [],
  google_firestore_backup_schedule: [],
  google_firestore_database: [holds("point_in_time_recovery_enablement", "POINT_IN_TIME_RECOVERY_ENABLED")],
  google_gke_backup_backup_plan: [],
  google_spanner_backup_schedule: [],
  google_sql_database_instance: [
    holds("settings.backup_configuration.enabled", true),
    holds("settings.backup_configuration.point_in_time_recovery_enabled", true),
    holds("settings.backup_configuration.binary_log_enabled", true),
    atLeastBefore("settings.backup_configuration.transaction_log_retention_days"),
    atLeastBefore("settings.backup_configuration.backup_retention_settings.retained_backups"),
  ],
  google_storage_bucket: [
    holds("versioning.enabled", true),
    atLeastBefore("soft_delete_policy.retention_duration_seconds"),
    atLeastBefore("retention_policy.retention_period"),
  ],
};

export const backupsKept: Rule = {
  id: "backups-kept",
  title: "No plan deletes backups or shortens their retention",
  why: "A shorter retention deletes older backups at once, and the need for a backup is only noticed after it is gone.",
  remedy: "Keep retention, versioning and point-in-time recovery as they are, or increase them.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
  resourceTypes: Object.keys(BACKUPS),
  on: "change",
  check: (resource) => {
    const guards = BACKUPS[resource.type] ?? [];
    const faults = weakened(resource, guards).map(({ path }) => fail(`${path} keeps less than before.`, path));
    if (faults.length > 0) return faults;
    // Resources that hold data are checked by data-kept.
    return guards.length > 0 && resource.type !== "aws_s3_bucket_versioning"
      ? [{ kind: "pass" }]
      : checkKept(resource, "The backups it holds or creates are lost.");
  },
  examples: {
    pass: planExample({
      type: "aws_db_instance",
      actions: ["update"],
      before: { backup_retention_period: 7 },
      after: { backup_retention_period: 30 },
    }),
    fail: planExample({
      type: "aws_db_instance",
      actions: ["update"],
      before: { backup_retention_period: 30 },
      after: { backup_retention_period: 0 },
    }),
  },
};
