import { componentsOf } from "../../src/catalogue/profiles";
import { BACKUP_SCHEDULE } from "../../src/constructs/base/velero";
import { RECOVERY_LOG_DAYS } from "../../src/constructs/google/sql-database";
import type { Tier } from "../../src/environment/environment";
import { RECOVERY_HOURS, TIERS } from "../../src/environment/tiers";
import { table } from "./markdown";

const COLUMNS: readonly Tier[] = ["dev", "staging", "prod"];

/** Both clouds ship the log to storage all the time: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html */
const DATABASE_LOSS = "5 minutes";

type Answer = (tier: Tier) => string;

const backedUp = (tier: Tier) => componentsOf(TIERS[tier].profile, "aws", {}).includes("velero");

/** What can be lost, by how much, and how far back it can be restored: from the numbers of the tier. */
const ROWS: readonly (readonly [what: string, answer: Answer])[] = [
  ["Databases: data loss at most (RPO)", () => DATABASE_LOSS],
  ["Databases on AWS: any moment of the last", (tier) => days(TIERS[tier].database.backupRetentionDays)],
  [
    "Databases on Google Cloud: any moment of the last",
    (tier) => days(Math.min(RECOVERY_LOG_DAYS, TIERS[tier].database.backupRetentionDays)),
  ],
  ["Databases on Google Cloud: daily backups of the last", (tier) => days(TIERS[tier].database.backupRetentionDays)],
  [
    "Databases: loss of one zone",
    (tier) => (TIERS[tier].database.highAvailability ? "failover to the standby" : "restore of a backup"),
  ],
  ["Objects of buckets: data loss at most (RPO)", () => "none: every version is kept"],
  ["Objects of buckets: deleted or overwritten within", (tier) => days(TIERS[tier].buckets.noncurrentVersionDays)],
  [
    `Objects and volumes of the cluster: data loss at most (RPO; backups at \`${BACKUP_SCHEDULE}\` UTC)`,
    (tier) => (backedUp(tier) ? "24 hours" : "everything: the profile has no backups"),
  ],
  [
    "Objects and volumes of the cluster: backups of the last",
    (tier) => (backedUp(tier) ? days(TIERS[tier].buckets.noncurrentVersionDays) : "none"),
  ],
  ["Lost cluster or database: in service again within (RTO, objective)", (tier) => `${RECOVERY_HOURS[tier]} hours`],
];

/** RPO and RTO by tier. */
export function recoverySection(): string[] {
  return [
    "## What a loss costs",
    "",
    "The recovery point objectives follow from the settings above. The recovery time objective is a goal: prove it in a drill.",
    "[recovery.md](../guides/recovery.md) has the steps.",
    "",
    table(
      ["Loss", ...COLUMNS],
      ROWS.map(([what, answer]) => [what, ...COLUMNS.map(answer)]),
    ),
  ];
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
