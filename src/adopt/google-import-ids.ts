import type { ImportIds } from "./import-id-templates";

/**
 * Import ids on Google Cloud: see the section "Import" of each resource's page,
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs. `project` and `region` come from the provider
 * unless the resource sets them.
 */
export const GOOGLE_IMPORT_IDS: ImportIds = {
  google_artifact_registry_repository: "projects/{project}/locations/{location}/repositories/{repository_id}",
  google_compute_address: "projects/{project}/regions/{region}/addresses/{name}",
  google_compute_firewall: "projects/{project}/global/firewalls/{name}",
  google_compute_global_address: "projects/{project}/global/addresses/{name}",
  google_compute_network: "projects/{project}/global/networks/{name}",
  google_compute_router: "projects/{project}/regions/{region}/routers/{name}",
  google_compute_router_nat: "projects/{project}/regions/{region}/routers/{router}/{name}",
  google_compute_subnetwork: "projects/{project}/regions/{region}/subnetworks/{name}",
  google_container_cluster: "projects/{project}/locations/{location}/clusters/{name}",
  google_container_node_pool: "{project}/{location}/{cluster}/{name}",
  google_iam_workload_identity_pool:
    "projects/{project}/locations/global/workloadIdentityPools/{workload_identity_pool_id}",
  google_iam_workload_identity_pool_provider:
    "projects/{project}/locations/global/workloadIdentityPools/{workload_identity_pool_id}/providers/{workload_identity_pool_provider_id}",
  google_kms_crypto_key: "{key_ring}/cryptoKeys/{name}",
  google_kms_key_ring: "projects/{project}/locations/{location}/keyRings/{name}",
  google_project_iam_custom_role: "projects/{project}/roles/{role_id}",
  google_secret_manager_secret: "projects/{project}/secrets/{secret_id}",
  google_service_account: "projects/{project}/serviceAccounts/{account_id}@{project}.iam.gserviceaccount.com",
  google_sql_database_instance: "projects/{project}/instances/{name}",
  google_sql_user: "{project}/{instance}/{name}",
  google_storage_bucket: "{project}/{name}",
};
