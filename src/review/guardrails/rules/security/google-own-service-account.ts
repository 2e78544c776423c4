import type { Resource, ResourceGraph } from "../../../model";
import { FROM_STAGING, fail, isTrue, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** https://cloud.google.com/iam/docs/service-account-types#default */
const DEFAULT_ACCOUNT = /-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$/;

const ACCOUNT_PATHS: Readonly<Record<string, string>> = {
  google_compute_instance: "service_account.email",
  google_compute_instance_template: "service_account.email",
  google_container_cluster: "node_config.service_account",
  google_container_node_pool: "node_config.service_account",
};

function hasNoNodes(resource: Resource, graph: ResourceGraph): boolean {
  return (
    resource.type === "google_container_cluster" &&
    (isTrue(resource.body.remove_default_node_pool ?? false) ||
      graph.blocks(resource, "node_pool").length > 0 ||
      isTrue(resource.body.enable_autopilot ?? false))
  );
}

function judgeMachine(resource: Resource, graph: ResourceGraph, path: string): Outcome[] {
  const hasAccount = graph.blocks(resource, "service_account").length > 0;
  // A machine without the block has no service account; nodes without it use the default one.
  if (hasNoNodes(resource, graph) || (path === "service_account.email" && !hasAccount)) return [];
  const account = graph.attribute(resource, path);
  const isDefault =
    account.kind === "absent" || (account.kind === "known" && ["default", ""].includes(String(account.value)));
  return [
    isDefault || (account.kind === "known" && DEFAULT_ACCOUNT.test(String(account.value)))
      ? fail("It runs as the project's default service account.", path)
      : PASS,
  ];
}

export const googleOwnServiceAccount: Rule = {
  id: "google-own-service-account",
  title: "Machines use dedicated service accounts",
  why: "The default service account is often an editor of the project, and all machines share it.",
  remedy: "Create a service account for the machines and grant it the permissions they need.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#use_least_privilege_sa",
  equivalents: {
    checkov: ["CKV_GCP_30", "CKV_GCP_31", "CKV_GCP_46", "CKV_GCP_47", "CKV_GCP_48"],
    cis: ["GCP 3.0.0 4.1", "GCP 3.0.0 4.2", "GKE 1.6.0 5.2.1"],
  },
  resourceTypes: [
    ...Object.keys(ACCOUNT_PATHS),
    ...["google_project", "google_folder", "google_organization"].flatMap((type) => [
      `${type}_iam_member`,
      `${type}_iam_binding`,
    ]),
  ],
  check: (resource, { graph }) => {
    const path = ACCOUNT_PATHS[resource.type];
    if (path !== undefined) return judgeMachine(resource, graph, path);
    return [resource.body.member ?? [], resource.body.members ?? []]
      .flat()
      .map((member) =>
        DEFAULT_ACCOUNT.test(String(member)) ? fail(`${String(member)} is a default service account.`, "member") : PASS,
      );
  },
  examples: {
    pass: {
      resource: {
        google_container_node_pool: {
          general: { node_config: { service_account: "${google_service_account.nodes.email}" } },
        },
      },
    },
    fail: { resource: { google_container_node_pool: { general: { node_config: { machine_type: "e2-standard-4" } } } } },
  },
};
