import type { Rule } from "../rule";
import { alertRunbook } from "./reliability/alert-runbook";
import { alertsReachPeople } from "./reliability/alerts-reach-people";
import { canaryTraffic } from "./reliability/canary-traffic";
import { clusterZones } from "./reliability/cluster-zones";
import { containerMemoryLimit } from "./reliability/container-memory-limit";
import { containerProbes } from "./reliability/container-probes";
import { containerRequests } from "./reliability/container-requests";
import { databaseBackups } from "./reliability/database-backups";
import { databaseFinalSnapshot } from "./reliability/database-final-snapshot";
import { databaseHighAvailability } from "./reliability/database-high-availability";
import { databaseMinorUpgrades } from "./reliability/database-minor-upgrades";
import { databaseStorageGrows } from "./reliability/database-storage-grows";
import { databaseVersion } from "./reliability/database-version";
import { deletionProtection } from "./reliability/deletion-protection";
import { fileSystemBackups } from "./reliability/file-system-backups";
import { gkeReleaseChannel } from "./reliability/gke-release-channel";
import { gkeWebhookCallers } from "./reliability/gke-webhook-callers";
import { keyDeletionWindow } from "./reliability/key-deletion-window";
import { kubernetesVersion } from "./reliability/kubernetes-version";
import { maintenanceWindow } from "./reliability/maintenance-window";
import { natInEveryZone } from "./reliability/nat-in-every-zone";
import { nodeAutoRepair } from "./reliability/node-auto-repair";
import { nodeGroupScaler } from "./reliability/node-group-scaler";
import { nodePoolZones } from "./reliability/node-pool-zones";
import { secretRecoveryWindow } from "./reliability/secret-recovery-window";
import { tablePointInTimeRecovery } from "./reliability/table-point-in-time-recovery";
import { volumeClaimClass } from "./reliability/volume-claim-class";
import { workloadDisruptionBudget } from "./reliability/workload-disruption-budget";
import { workloadReplicas } from "./reliability/workload-replicas";
import { workloadSpread } from "./reliability/workload-spread";

/** Written by `npm run docs`; a test holds it complete. */
export const RELIABILITY_RULES: readonly Rule[] = [
  alertRunbook,
  alertsReachPeople,
  canaryTraffic,
  clusterZones,
  containerMemoryLimit,
  containerProbes,
  containerRequests,
  databaseBackups,
  databaseFinalSnapshot,
  databaseHighAvailability,
  databaseMinorUpgrades,
  databaseStorageGrows,
  databaseVersion,
  deletionProtection,
  fileSystemBackups,
  gkeReleaseChannel,
  gkeWebhookCallers,
  keyDeletionWindow,
  kubernetesVersion,
  maintenanceWindow,
  natInEveryZone,
  nodeAutoRepair,
  nodeGroupScaler,
  nodePoolZones,
  secretRecoveryWindow,
  tablePointInTimeRecovery,
  volumeClaimClass,
  workloadDisruptionBudget,
  workloadReplicas,
  workloadSpread,
];
