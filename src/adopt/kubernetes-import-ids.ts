import type { ImportIds } from "./import-id-templates";

/**
 * Import ids of Kubernetes objects: see the section "Import" of each resource's page,
 * https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs.
 */
export const KUBERNETES_IMPORT_IDS: ImportIds = {
  kubernetes_namespace_v1: "{metadata.0.name}",
  kubernetes_network_policy_v1: "{metadata.0.namespace}/{metadata.0.name}",
  kubernetes_secret_v1: "{metadata.0.namespace}/{metadata.0.name}",
  kubernetes_storage_class_v1: "{metadata.0.name}",
};
