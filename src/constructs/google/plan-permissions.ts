/**
 * What Terraform's provider reads about the resources of a foundation and of the stacks above it: settings and IAM
 * policies, never contents. Deliberately excluded: objects in buckets, values of secrets, log entries, images, and
 * Kubernetes objects.
 * https://cloud.google.com/iam/docs/roles-permissions
 */
export const PLAN_PERMISSIONS: readonly string[] = [
  "artifactregistry.repositories.get",
  "artifactregistry.repositories.getIamPolicy",
  "cloudkms.cryptoKeys.get",
  "cloudkms.cryptoKeys.getIamPolicy",
  "cloudkms.keyRings.get",
  "cloudsql.instances.get",
  "cloudsql.users.get",
  "cloudsql.users.list",
  "compute.addresses.get",
  "compute.firewalls.get",
  "compute.globalAddresses.get",
  // A node pool references its instance groups.
  "compute.instanceGroupManagers.get",
  "compute.networks.get",
  "compute.routers.get",
  "compute.subnetworks.get",
  "container.clusters.get",
  "dns.managedZones.getIamPolicy",
  "iam.serviceAccounts.get",
  "iam.serviceAccounts.getIamPolicy",
  "logging.buckets.get",
  "resourcemanager.projects.get",
  "resourcemanager.projects.getIamPolicy",
  "secretmanager.secrets.get",
  "secretmanager.secrets.getIamPolicy",
  "secretmanager.versions.get",
  "servicenetworking.services.get",
  "storage.buckets.get",
  "storage.buckets.getIamPolicy",
];
