import type { UsageAssumptions } from "./estimate";

/** Nothing is stored, transferred or logged, and pools have their minimum size. */
export const NO_USAGE: UsageAssumptions = {
  bucketStorageGb: {},
  coldStorageShare: 0,
  logsGb: 0,
  natGb: 0,
  endpointGb: 0,
  loadBalancerGb: 0,
  imagesGb: 0,
  databaseBackupGb: 0,
  poolUtilisation: 0,
  autoscaledUtilisation: 0,
  sustainedUseDiscount: false,
};
