import { ALWAYS, checkAttribute } from "../../outcomes";
import type { Rule } from "../../rule";

export const googleBasicRoles: Rule = {
  id: "google-basic-roles",
  title: "Basic roles are not granted",
  why: "roles/owner and roles/editor cover every resource of a project.",
  remedy: "Grant predefined roles of individual services to named members.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/iam/docs/roles-overview#basic",
  equivalents: { checkov: ["CKV_GCP_115", "CKV_GCP_116", "CKV_GCP_117"] },
  resourceTypes: ["google_project", "google_folder", "google_organization"].flatMap((type) => [
    `${type}_iam_member`,
    `${type}_iam_binding`,
  ]),
  check: (grant, { graph }) => [
    checkAttribute(
      graph,
      grant,
      "role",
      (role) => role !== "roles/owner" && role !== "roles/editor",
      (role) => `${String(role)} covers every resource below.`,
      "",
    ),
  ],
  examples: {
    pass: {
      resource: {
        google_project_iam_member: { ci: { role: "roles/container.admin", member: "group:ml@example.com" } },
      },
    },
    fail: { resource: { google_project_iam_member: { ci: { role: "roles/editor", member: "group:ml@example.com" } } } },
  },
};
