import type { Rule } from "../rule";
import { bucketLifecycle } from "./cost/bucket-lifecycle";
import { budget } from "./cost/budget";
import { budgetAlerts } from "./cost/budget-alerts";
import { currentVolumeTypes } from "./cost/current-volume-types";
import { gkeCostAllocation } from "./cost/gke-cost-allocation";
import { gpuScalesToZero } from "./cost/gpu-scales-to-zero";
import { idleAddress } from "./cost/idle-address";
import { idleDisk } from "./cost/idle-disk";
import { imageLifecycle } from "./cost/image-lifecycle";
import { incompleteUploads } from "./cost/incomplete-uploads";
import { logRetention } from "./cost/log-retention";
import { natGatewayPerZone } from "./cost/nat-gateway-per-zone";
import { previousGeneration } from "./cost/previous-generation";
import { s3GatewayEndpoint } from "./cost/s3-gateway-endpoint";
import { smallInDev } from "./cost/small-in-dev";
import { spotInDev } from "./cost/spot-in-dev";
import { tags } from "./cost/tags";

/** Written by `npm run docs`; a test holds it complete. */
export const COST_RULES: readonly Rule[] = [
  bucketLifecycle,
  budget,
  budgetAlerts,
  currentVolumeTypes,
  gkeCostAllocation,
  gpuScalesToZero,
  idleAddress,
  idleDisk,
  imageLifecycle,
  incompleteUploads,
  logRetention,
  natGatewayPerZone,
  previousGeneration,
  s3GatewayEndpoint,
  smallInDev,
  spotInDev,
  tags,
];
