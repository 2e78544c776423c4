import type { Rule } from "../rule";
import { addressKept } from "./change-safety/address-kept";
import { auditTrailKept } from "./change-safety/audit-trail-kept";
import { backupsKept } from "./change-safety/backups-kept";
import { ciRightsKept } from "./change-safety/ci-rights-kept";
import { clusterKept } from "./change-safety/cluster-kept";
import { clusterVersionStep } from "./change-safety/cluster-version-step";
import { customResourcesKept } from "./change-safety/custom-resources-kept";
import { dataKept } from "./change-safety/data-kept";
import { databaseVersionStep } from "./change-safety/database-version-step";
import { dnsZoneKept } from "./change-safety/dns-zone-kept";
import { identityProviderKept } from "./change-safety/identity-provider-kept";
import { keyKept } from "./change-safety/key-kept";
import { namespaceKept } from "./change-safety/namespace-kept";
import { networkKept } from "./change-safety/network-kept";
import { nodePoolKept } from "./change-safety/node-pool-kept";
import { protectionBeforeDeletion } from "./change-safety/protection-before-deletion";
import { protectionKept } from "./change-safety/protection-kept";
import { registryKept } from "./change-safety/registry-kept";
import { secretKept } from "./change-safety/secret-kept";
import { stateBucketKept } from "./change-safety/state-bucket-kept";

/** Written by `npm run docs`; a test holds it complete. */
export const CHANGE_SAFETY_RULES: readonly Rule[] = [
  addressKept,
  auditTrailKept,
  backupsKept,
  ciRightsKept,
  clusterKept,
  clusterVersionStep,
  customResourcesKept,
  dataKept,
  databaseVersionStep,
  dnsZoneKept,
  identityProviderKept,
  keyKept,
  namespaceKept,
  networkKept,
  nodePoolKept,
  protectionBeforeDeletion,
  protectionKept,
  registryKept,
  secretKept,
  stateBucketKept,
];
