import type { Rule } from "../rule";
import { amiOwnerNamed } from "./security/ami-owner-named";
import { argoProjectRestricted } from "./security/argo-project-restricted";
import { cacheEncrypted } from "./security/cache-encrypted";
import { containerCapabilities } from "./security/container-capabilities";
import { containerNoEscalation } from "./security/container-no-escalation";
import { containerNotPrivileged } from "./security/container-not-privileged";
import { containerNotRoot } from "./security/container-not-root";
import { containerReadOnly } from "./security/container-read-only";
import { containerSeccomp } from "./security/container-seccomp";
import { databaseAuthorizedNetworks } from "./security/database-authorized-networks";
import { databaseLogs } from "./security/database-logs";
import { databaseManagedPassword } from "./security/database-managed-password";
import { databaseOwnKey } from "./security/database-own-key";
import { databasePrivate } from "./security/database-private";
import { databaseTls } from "./security/database-tls";
import { defaultNamespace } from "./security/default-namespace";
import { defaultSecurityGroupClosed } from "./security/default-security-group-closed";
import { diskOwnKey } from "./security/disk-own-key";
import { ebsEncryptionByDefault } from "./security/ebs-encryption-by-default";
import { egressRestricted } from "./security/egress-restricted";
import { eksControlPlaneLogs } from "./security/eks-control-plane-logs";
import { eksEndpointRestricted } from "./security/eks-endpoint-restricted";
import { eksNodeSsh } from "./security/eks-node-ssh";
import { eksSecretsEncrypted } from "./security/eks-secrets-encrypted";
import { fileSystemEncrypted } from "./security/file-system-encrypted";
import { flowLogs } from "./security/flow-logs";
import { functionClosed } from "./security/function-closed";
import { gatewayTls } from "./security/gateway-tls";
import { gcsOwnKey } from "./security/gcs-own-key";
import { gcsPrivate } from "./security/gcs-private";
import { githubTrustRestricted } from "./security/github-trust-restricted";
import { gkeLegacyAccess } from "./security/gke-legacy-access";
import { gkeLogs } from "./security/gke-logs";
import { gkeMetadataServer } from "./security/gke-metadata-server";
import { gkeNetworkPolicy } from "./security/gke-network-policy";
import { gkePrivate } from "./security/gke-private";
import { gkeSecretsEncrypted } from "./security/gke-secrets-encrypted";
import { gkeWorkloadIdentity } from "./security/gke-workload-identity";
import { googleBasicRoles } from "./security/google-basic-roles";
import { googleImpersonation } from "./security/google-impersonation";
import { googleNotPublic } from "./security/google-not-public";
import { googleOwnServiceAccount } from "./security/google-own-service-account";
import { helmChartMaintained } from "./security/helm-chart-maintained";
import { helmImageHomeMaintained } from "./security/helm-image-home-maintained";
import { helmNoSecrets } from "./security/helm-no-secrets";
import { helmRepositoryHttps } from "./security/helm-repository-https";
import { iamNoAdministrators } from "./security/iam-no-administrators";
import { iamNoPrivilegeEscalation } from "./security/iam-no-privilege-escalation";
import { iamNoWildcard } from "./security/iam-no-wildcard";
import { iamTrustRestricted } from "./security/iam-trust-restricted";
import { imageHomeMaintained } from "./security/image-home-maintained";
import { imageScanOnPush } from "./security/image-scan-on-push";
import { ingressFromInternet } from "./security/ingress-from-internet";
import { ingressNoSnippets } from "./security/ingress-no-snippets";
import { instanceMetadataHops } from "./security/instance-metadata-hops";
import { instanceMetadataV2 } from "./security/instance-metadata-v2";
import { kmsKeyClosed } from "./security/kms-key-closed";
import { kmsRotation } from "./security/kms-rotation";
import { loadBalancerTls } from "./security/load-balancer-tls";
import { loadBalancerTlsVersion } from "./security/load-balancer-tls-version";
import { logOwnKey } from "./security/log-own-key";
import { machineAccessClosed } from "./security/machine-access-closed";
import { machineLearningOwnKey } from "./security/machine-learning-own-key";
import { machineNoPublicAddress } from "./security/machine-no-public-address";
import { manifestNoSecrets } from "./security/manifest-no-secrets";
import { meshMutualTls } from "./security/mesh-mutual-tls";
import { messagesClosed } from "./security/messages-closed";
import { messagesEncrypted } from "./security/messages-encrypted";
import { namespaceNetworkPolicy } from "./security/namespace-network-policy";
import { namespacePodSecurity } from "./security/namespace-pod-security";
import { networkAclAdminPorts } from "./security/network-acl-admin-ports";
import { noDefaultNetwork } from "./security/no-default-network";
import { noIamUsers } from "./security/no-iam-users";
import { noPlainTextSecret } from "./security/no-plain-text-secret";
import { noStaticCredentials } from "./security/no-static-credentials";
import { nodeDisksEncrypted } from "./security/node-disks-encrypted";
import { notebookNoRoot } from "./security/notebook-no-root";
import { notebookPrivate } from "./security/notebook-private";
import { objectStoreStaticKey } from "./security/object-store-static-key";
import { planIdentityReadOnly } from "./security/plan-identity-read-only";
import { podHostNamespaces } from "./security/pod-host-namespaces";
import { podHostPaths } from "./security/pod-host-paths";
import { podHostPorts } from "./security/pod-host-ports";
import { podServiceAccount } from "./security/pod-service-account";
import { policiesEnforced } from "./security/policies-enforced";
import { privateGoogleAccess } from "./security/private-google-access";
import { providerNoCredentials } from "./security/provider-no-credentials";
import { rbacNoClusterAdmin } from "./security/rbac-no-cluster-admin";
import { rbacNoEscalation } from "./security/rbac-no-escalation";
import { rbacNoWildcard } from "./security/rbac-no-wildcard";
import { rbacSecretsScoped } from "./security/rbac-secrets-scoped";
import { registryClosed } from "./security/registry-closed";
import { registryOwnKey } from "./security/registry-own-key";
import { s3AclPrivate } from "./security/s3-acl-private";
import { s3OwnKey } from "./security/s3-own-key";
import { s3PolicyClosed } from "./security/s3-policy-closed";
import { s3PublicAccessBlock } from "./security/s3-public-access-block";
import { s3TlsOnly } from "./security/s3-tls-only";
import { searchEncrypted } from "./security/search-encrypted";
import { secretClosed } from "./security/secret-closed";
import { secretOwnKey } from "./security/secret-own-key";
import { secretStoreScoped } from "./security/secret-store-scoped";
import { serviceLoadBalancerPrivate } from "./security/service-load-balancer-private";
import { serviceNoExternalIps } from "./security/service-no-external-ips";
import { shieldedMachines } from "./security/shielded-machines";
import { snapshotPrivate } from "./security/snapshot-private";
import { storageClassEncrypted } from "./security/storage-class-encrypted";
import { subnetNoPublicAddresses } from "./security/subnet-no-public-addresses";
import { tableOwnKey } from "./security/table-own-key";
import { virtualServiceHosts } from "./security/virtual-service-hosts";
import { workloadFederationRestricted } from "./security/workload-federation-restricted";

/** Generated by `npm run docs`; a test checks that it is complete. */
export const SECURITY_RULES: readonly Rule[] = [
  amiOwnerNamed,
  argoProjectRestricted,
  cacheEncrypted,
  containerCapabilities,
  containerNoEscalation,
  containerNotPrivileged,
  containerNotRoot,
  containerReadOnly,
  containerSeccomp,
  databaseAuthorizedNetworks,
  databaseLogs,
  databaseManagedPassword,
  databaseOwnKey,
  databasePrivate,
  databaseTls,
  defaultNamespace,
  defaultSecurityGroupClosed,
  diskOwnKey,
  ebsEncryptionByDefault,
  egressRestricted,
  eksControlPlaneLogs,
  eksEndpointRestricted,
  eksNodeSsh,
  eksSecretsEncrypted,
  fileSystemEncrypted,
  flowLogs,
  functionClosed,
  gatewayTls,
  gcsOwnKey,
  gcsPrivate,
  githubTrustRestricted,
  gkeLegacyAccess,
  gkeLogs,
  gkeMetadataServer,
  gkeNetworkPolicy,
  gkePrivate,
  gkeSecretsEncrypted,
  gkeWorkloadIdentity,
  googleBasicRoles,
  googleImpersonation,
  googleNotPublic,
  googleOwnServiceAccount,
  helmChartMaintained,
  helmImageHomeMaintained,
  helmNoSecrets,
  helmRepositoryHttps,
  iamNoAdministrators,
  iamNoPrivilegeEscalation,
  iamNoWildcard,
  iamTrustRestricted,
  imageHomeMaintained,
  imageScanOnPush,
  ingressFromInternet,
  ingressNoSnippets,
  instanceMetadataHops,
  instanceMetadataV2,
  kmsKeyClosed,
  kmsRotation,
  loadBalancerTls,
  loadBalancerTlsVersion,
  logOwnKey,
  machineAccessClosed,
  machineLearningOwnKey,
  machineNoPublicAddress,
  manifestNoSecrets,
  meshMutualTls,
  messagesClosed,
  messagesEncrypted,
  namespaceNetworkPolicy,
  namespacePodSecurity,
  networkAclAdminPorts,
  noDefaultNetwork,
  noIamUsers,
  noPlainTextSecret,
  noStaticCredentials,
  nodeDisksEncrypted,
  notebookNoRoot,
  notebookPrivate,
  objectStoreStaticKey,
  planIdentityReadOnly,
  podHostNamespaces,
  podHostPaths,
  podHostPorts,
  podServiceAccount,
  policiesEnforced,
  privateGoogleAccess,
  providerNoCredentials,
  rbacNoClusterAdmin,
  rbacNoEscalation,
  rbacNoWildcard,
  rbacSecretsScoped,
  registryClosed,
  registryOwnKey,
  s3AclPrivate,
  s3OwnKey,
  s3PolicyClosed,
  s3PublicAccessBlock,
  s3TlsOnly,
  searchEncrypted,
  secretClosed,
  secretOwnKey,
  secretStoreScoped,
  serviceLoadBalancerPrivate,
  serviceNoExternalIps,
  shieldedMachines,
  snapshotPrivate,
  storageClassEncrypted,
  subnetNoPublicAddresses,
  tableOwnKey,
  virtualServiceHosts,
  workloadFederationRestricted,
];
