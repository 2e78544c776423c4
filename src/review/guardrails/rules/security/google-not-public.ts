import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

const GRANTED = [
  ...["google_artifact_registry_repository", "google_bigquery_dataset", "google_bigquery_table"],
  ...["google_cloud_run_service", "google_cloud_run_v2_service", "google_cloudfunctions_function"],
  ...["google_cloudfunctions2_function", "google_folder", "google_kms_crypto_key", "google_kms_key_ring"],
  ...["google_organization", "google_project", "google_pubsub_subscription", "google_pubsub_topic"],
  ...["google_secret_manager_secret", "google_service_account", "google_storage_bucket"],
];

export const googleNotPublic: Rule = {
  id: "google-not-public",
  title: "No role is granted to everyone",
  why: "allUsers is the whole internet, and allAuthenticatedUsers is anyone with a Google account.",
  remedy: "Grant the role to the service accounts and groups that need it.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/iam/docs/principals-overview#all-users",
  equivalents: {
    checkov: [
      ...["CKV_GCP_15", "CKV_GCP_28", "CKV_GCP_99", "CKV_GCP_100", "CKV_GCP_101", "CKV_GCP_102", "CKV_GCP_107"],
      ...["CKV_GCP_112", "CKV2_GCP_6", "CKV2_GCP_8"],
    ],
    cis: ["GCP 3.0.0 1.9", "GCP 3.0.0 5.1", "GCP 3.0.0 7.1"],
  },
  resourceTypes: [
    ...GRANTED.flatMap((type) => [`${type}_iam_member`, `${type}_iam_binding`]),
    "google_bigquery_dataset",
    "google_bigquery_dataset_access",
  ],
  check: (grant, { graph }) => {
    const members = [
      ...[grant.body.member ?? [], grant.body.members ?? [], grant.body.special_group ?? []].flat(),
      ...graph.blocks(grant, "access").flatMap(({ special_group }) => special_group ?? []),
    ].map(String);
    const everybody = members.filter((member) => member === "allUsers" || member === "allAuthenticatedUsers");
    return everybody.length === 0
      ? [PASS]
      : everybody.map((member) => fail(`${member} is anyone on the internet.`, "member"));
  },
  examples: {
    pass: {
      resource: {
        google_artifact_registry_repository_iam_member: {
          pull: { role: "roles/artifactregistry.reader", member: "group:ml@example.com" },
        },
      },
    },
    fail: {
      resource: {
        google_artifact_registry_repository_iam_member: {
          pull: { role: "roles/artifactregistry.reader", member: "allUsers" },
        },
      },
    },
  },
};
