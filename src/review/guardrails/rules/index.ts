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
import { bucketLifecycle } from "./cost/bucket-lifecycle";
import { budget } from "./cost/budget";
import { gpuScalesToZero } from "./cost/gpu-scales-to-zero";
import { logRetention } from "./cost/log-retention";
import { natGatewayPerZone } from "./cost/nat-gateway-per-zone";
import { spotInDev } from "./cost/spot-in-dev";
import { tags } from "./cost/tags";
import { alertRunbook } from "./reliability/alert-runbook";
import { canaryTraffic } from "./reliability/canary-traffic";
import { clusterZones } from "./reliability/cluster-zones";
import { containerMemoryLimit } from "./reliability/container-memory-limit";
import { containerProbes } from "./reliability/container-probes";
import { containerRequests } from "./reliability/container-requests";
import { databaseBackups } from "./reliability/database-backups";
import { databaseHighAvailability } from "./reliability/database-high-availability";
import { deletionProtection } from "./reliability/deletion-protection";
import { kubernetesVersion } from "./reliability/kubernetes-version";
import { volumeClaimClass } from "./reliability/volume-claim-class";
import { workloadDisruptionBudget } from "./reliability/workload-disruption-budget";
import { workloadReplicas } from "./reliability/workload-replicas";
import { workloadSpread } from "./reliability/workload-spread";
import { argoRevisionFixed } from "./reproducibility/argo-revision-fixed";
import { bucketVersioning } from "./reproducibility/bucket-versioning";
import { helmVersionPinned } from "./reproducibility/helm-version-pinned";
import { imageDigest } from "./reproducibility/image-digest";
import { imageTagFixed } from "./reproducibility/image-tag-fixed";
import { imageTagsImmutable } from "./reproducibility/image-tags-immutable";
import { providerVersionsPinned } from "./reproducibility/provider-versions-pinned";
import { stateRemote } from "./reproducibility/state-remote";
import { argoProjectRestricted } from "./security/argo-project-restricted";
import { containerCapabilities } from "./security/container-capabilities";
import { containerNoEscalation } from "./security/container-no-escalation";
import { containerNotPrivileged } from "./security/container-not-privileged";
import { containerNotRoot } from "./security/container-not-root";
import { containerReadOnly } from "./security/container-read-only";
import { containerSeccomp } from "./security/container-seccomp";
import { databaseManagedPassword } from "./security/database-managed-password";
import { databaseOwnKey } from "./security/database-own-key";
import { databasePrivate } from "./security/database-private";
import { databaseTls } from "./security/database-tls";
import { defaultNamespace } from "./security/default-namespace";
import { eksControlPlaneLogs } from "./security/eks-control-plane-logs";
import { eksEndpointRestricted } from "./security/eks-endpoint-restricted";
import { eksSecretsEncrypted } from "./security/eks-secrets-encrypted";
import { gatewayTls } from "./security/gateway-tls";
import { gcsOwnKey } from "./security/gcs-own-key";
import { gcsPrivate } from "./security/gcs-private";
import { githubTrustRestricted } from "./security/github-trust-restricted";
import { gkePrivate } from "./security/gke-private";
import { gkeSecretsEncrypted } from "./security/gke-secrets-encrypted";
import { gkeWorkloadIdentity } from "./security/gke-workload-identity";
import { googleBasicRoles } from "./security/google-basic-roles";
import { helmChartMaintained } from "./security/helm-chart-maintained";
import { helmImageHomeMaintained } from "./security/helm-image-home-maintained";
import { helmNoSecrets } from "./security/helm-no-secrets";
import { helmRepositoryHttps } from "./security/helm-repository-https";
import { iamNoWildcard } from "./security/iam-no-wildcard";
import { imageHomeMaintained } from "./security/image-home-maintained";
import { imageScanOnPush } from "./security/image-scan-on-push";
import { ingressFromInternet } from "./security/ingress-from-internet";
import { ingressNoSnippets } from "./security/ingress-no-snippets";
import { instanceMetadataV2 } from "./security/instance-metadata-v2";
import { kmsRotation } from "./security/kms-rotation";
import { manifestNoSecrets } from "./security/manifest-no-secrets";
import { meshMutualTls } from "./security/mesh-mutual-tls";
import { namespaceNetworkPolicy } from "./security/namespace-network-policy";
import { namespacePodSecurity } from "./security/namespace-pod-security";
import { noStaticCredentials } from "./security/no-static-credentials";
import { nodeDisksEncrypted } from "./security/node-disks-encrypted";
import { podHostNamespaces } from "./security/pod-host-namespaces";
import { podHostPaths } from "./security/pod-host-paths";
import { podHostPorts } from "./security/pod-host-ports";
import { podServiceAccount } from "./security/pod-service-account";
import { policiesEnforced } from "./security/policies-enforced";
import { rbacNoClusterAdmin } from "./security/rbac-no-cluster-admin";
import { rbacNoEscalation } from "./security/rbac-no-escalation";
import { rbacNoWildcard } from "./security/rbac-no-wildcard";
import { rbacSecretsScoped } from "./security/rbac-secrets-scoped";
import { s3OwnKey } from "./security/s3-own-key";
import { s3PublicAccessBlock } from "./security/s3-public-access-block";
import { s3TlsOnly } from "./security/s3-tls-only";
import { secretStoreScoped } from "./security/secret-store-scoped";
import { serviceLoadBalancerPrivate } from "./security/service-load-balancer-private";
import { serviceNoExternalIps } from "./security/service-no-external-ips";
import { storageClassEncrypted } from "./security/storage-class-encrypted";
import { virtualServiceHosts } from "./security/virtual-service-hosts";

/** Every rule, by area. Written by `npm run docs`; a test holds it complete. */
export const RULES: readonly Rule[] = [
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
  bucketLifecycle,
  budget,
  gpuScalesToZero,
  logRetention,
  natGatewayPerZone,
  spotInDev,
  tags,
  alertRunbook,
  canaryTraffic,
  clusterZones,
  containerMemoryLimit,
  containerProbes,
  containerRequests,
  databaseBackups,
  databaseHighAvailability,
  deletionProtection,
  kubernetesVersion,
  volumeClaimClass,
  workloadDisruptionBudget,
  workloadReplicas,
  workloadSpread,
  argoRevisionFixed,
  bucketVersioning,
  helmVersionPinned,
  imageDigest,
  imageTagFixed,
  imageTagsImmutable,
  providerVersionsPinned,
  stateRemote,
  argoProjectRestricted,
  containerCapabilities,
  containerNoEscalation,
  containerNotPrivileged,
  containerNotRoot,
  containerReadOnly,
  containerSeccomp,
  databaseManagedPassword,
  databaseOwnKey,
  databasePrivate,
  databaseTls,
  defaultNamespace,
  eksControlPlaneLogs,
  eksEndpointRestricted,
  eksSecretsEncrypted,
  gatewayTls,
  gcsOwnKey,
  gcsPrivate,
  githubTrustRestricted,
  gkePrivate,
  gkeSecretsEncrypted,
  gkeWorkloadIdentity,
  googleBasicRoles,
  helmChartMaintained,
  helmImageHomeMaintained,
  helmNoSecrets,
  helmRepositoryHttps,
  iamNoWildcard,
  imageHomeMaintained,
  imageScanOnPush,
  ingressFromInternet,
  ingressNoSnippets,
  instanceMetadataV2,
  kmsRotation,
  manifestNoSecrets,
  meshMutualTls,
  namespaceNetworkPolicy,
  namespacePodSecurity,
  noStaticCredentials,
  nodeDisksEncrypted,
  podHostNamespaces,
  podHostPaths,
  podHostPorts,
  podServiceAccount,
  policiesEnforced,
  rbacNoClusterAdmin,
  rbacNoEscalation,
  rbacNoWildcard,
  rbacSecretsScoped,
  s3OwnKey,
  s3PublicAccessBlock,
  s3TlsOnly,
  secretStoreScoped,
  serviceLoadBalancerPrivate,
  serviceNoExternalIps,
  storageClassEncrypted,
  virtualServiceHosts,
];
