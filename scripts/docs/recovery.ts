import { componentsOf } from "../../src/catalogue/profiles";
import { BACKUP_SCHEDULE } from "../../src/constructs/base/velero";
import { RECOVERY_LOG_DAYS } from "../../src/constructs/google/sql-database";
import { RECOVERY_HOURS, TIERS } from "../../src/environment/tiers";
import { TIER_NAMES, type Tier } from "../../src/facts/tier";
import { table } from "./markdown";

/**
 * Both clouds continuously ship the transaction log to storage:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html
 */
const DATABASE_LOSS = "5 minutes";

type Answer = (tier: Tier) => string;

const backedUp = (tier: Tier) => componentsOf(TIERS[tier].profile, "aws", {}).includes("velero");

/** Possible data loss and how far back data can be restored, from the settings of the tier. */
const ROWS: readonly (readonly [what: string, answer: Answer])[] = [
  ["Databases: maximum data loss (RPO)", () => DATABASE_LOSS],
  ["Databases on AWS: point-in-time recovery within", (tier) => days(TIERS[tier].database.backupRetentionDays)],
  [
    "Databases on Google Cloud: point-in-time recovery within",
    (tier) => days(Math.min(RECOVERY_LOG_DAYS, TIERS[tier].database.backupRetentionDays)),
  ],
  ["Databases on Google Cloud: daily backups of the last", (tier) => days(TIERS[tier].database.backupRetentionDays)],
  [
    "Databases: loss of one zone",
    (tier) => (TIERS[tier].database.highAvailability ? "failover to the standby" : "restore of a backup"),
  ],
  ["Bucket objects: maximum data loss (RPO)", () => "none: every version is kept"],
  [
    "Bucket objects: deleted or overwritten objects can be restored for",
    (tier) => days(TIERS[tier].buckets.noncurrentVersionDays),
  ],
  [
    `Cluster objects and volumes: maximum data loss (RPO; backups at \`${BACKUP_SCHEDULE}\` UTC)`,
    (tier) => (backedUp(tier) ? "24 hours" : "everything: the profile has no backups"),
  ],
  [
    "Cluster objects and volumes: backups of the last",
    (tier) => (backedUp(tier) ? days(TIERS[tier].buckets.noncurrentVersionDays) : "none"),
  ],
  ["Loss of the cluster or a database: recovery time (RTO, objective)", (tier) => `${RECOVERY_HOURS[tier]} hours`],
];

/** RPO and RTO by tier. */
export function recoverySection(): string[] {
  return [
    "## Recovery objectives",
    "",
    "The recovery point objectives follow from the settings above. The recovery time objective is a goal: verify it in a drill.",
    "[recovery.md](../guides/recovery.md) describes the steps.",
    "",
    table(
      ["Loss", ...TIER_NAMES],
      ROWS.map(([what, answer]) => [what, ...TIER_NAMES.map(answer)]),
    ),
  ];
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
