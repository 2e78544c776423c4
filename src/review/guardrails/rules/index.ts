import type { Rule } from "../rule";
import { bucketLifecycle } from "./cost/bucket-lifecycle";
import { budget } from "./cost/budget";
import { gpuScalesToZero } from "./cost/gpu-scales-to-zero";
import { logRetention } from "./cost/log-retention";
import { natGatewayPerZone } from "./cost/nat-gateway-per-zone";
import { spotInDev } from "./cost/spot-in-dev";
import { tags } from "./cost/tags";
import { clusterZones } from "./reliability/cluster-zones";
import { databaseBackups } from "./reliability/database-backups";
import { databaseHighAvailability } from "./reliability/database-high-availability";
import { deletionProtection } from "./reliability/deletion-protection";
import { kubernetesVersion } from "./reliability/kubernetes-version";
import { bucketVersioning } from "./reproducibility/bucket-versioning";
import { imageTagsImmutable } from "./reproducibility/image-tags-immutable";
import { providerVersionsPinned } from "./reproducibility/provider-versions-pinned";
import { stateRemote } from "./reproducibility/state-remote";
import { databaseManagedPassword } from "./security/database-managed-password";
import { databaseOwnKey } from "./security/database-own-key";
import { databasePrivate } from "./security/database-private";
import { databaseTls } from "./security/database-tls";
import { eksControlPlaneLogs } from "./security/eks-control-plane-logs";
import { eksEndpointRestricted } from "./security/eks-endpoint-restricted";
import { eksSecretsEncrypted } from "./security/eks-secrets-encrypted";
import { gcsOwnKey } from "./security/gcs-own-key";
import { gcsPrivate } from "./security/gcs-private";
import { githubTrustRestricted } from "./security/github-trust-restricted";
import { gkePrivate } from "./security/gke-private";
import { gkeSecretsEncrypted } from "./security/gke-secrets-encrypted";
import { gkeWorkloadIdentity } from "./security/gke-workload-identity";
import { googleBasicRoles } from "./security/google-basic-roles";
import { iamNoWildcard } from "./security/iam-no-wildcard";
import { imageScanOnPush } from "./security/image-scan-on-push";
import { ingressFromInternet } from "./security/ingress-from-internet";
import { instanceMetadataV2 } from "./security/instance-metadata-v2";
import { kmsRotation } from "./security/kms-rotation";
import { noStaticCredentials } from "./security/no-static-credentials";
import { nodeDisksEncrypted } from "./security/node-disks-encrypted";
import { s3OwnKey } from "./security/s3-own-key";
import { s3PublicAccessBlock } from "./security/s3-public-access-block";
import { s3TlsOnly } from "./security/s3-tls-only";

/** Every rule, by area. Written by `npm run docs`; a test holds it complete. */
export const RULES: readonly Rule[] = [
  bucketLifecycle,
  budget,
  gpuScalesToZero,
  logRetention,
  natGatewayPerZone,
  spotInDev,
  tags,
  clusterZones,
  databaseBackups,
  databaseHighAvailability,
  deletionProtection,
  kubernetesVersion,
  bucketVersioning,
  imageTagsImmutable,
  providerVersionsPinned,
  stateRemote,
  databaseManagedPassword,
  databaseOwnKey,
  databasePrivate,
  databaseTls,
  eksControlPlaneLogs,
  eksEndpointRestricted,
  eksSecretsEncrypted,
  gcsOwnKey,
  gcsPrivate,
  githubTrustRestricted,
  gkePrivate,
  gkeSecretsEncrypted,
  gkeWorkloadIdentity,
  googleBasicRoles,
  iamNoWildcard,
  imageScanOnPush,
  ingressFromInternet,
  instanceMetadataV2,
  kmsRotation,
  noStaticCredentials,
  nodeDisksEncrypted,
  s3OwnKey,
  s3PublicAccessBlock,
  s3TlsOnly,
];
