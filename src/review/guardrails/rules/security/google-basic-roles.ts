import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const googleBasicRoles: Rule = {
  id: "google-basic-roles",
  title: "Nobody is given a basic role, and nothing is given to everybody",
  why: "roles/owner and roles/editor reach every resource of a project; allUsers is the internet.",
  remedy: "Give predefined roles of single services to named members.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/iam/docs/roles-overview#basic",
  resourceTypes: [
    "google_project_iam_member",
    "google_project_iam_binding",
    "google_storage_bucket_iam_member",
    "google_storage_bucket_iam_binding",
  ],
  check: (grant) => {
    const members = [grant.body.member, grant.body.members].flat().map(String);
    const role = String(grant.body.role);
    const everybody = members.filter((member) => member === "allUsers" || member === "allAuthenticatedUsers");
    return [
      role === "roles/owner" || role === "roles/editor" ? fail(`${role} reaches the whole project.`, "role") : PASS,
      ...everybody.map((member) => fail(`${member} is everybody on the internet.`, "member")),
    ];
  },
  examples: {
    pass: {
      resource: {
        google_project_iam_member: { ci: { role: "roles/container.admin", member: "group:ml@example.com" } },
      },
    },
    fail: { resource: { google_project_iam_member: { ci: { role: "roles/editor", member: "group:ml@example.com" } } } },
  },
};
