import { ALWAYS, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

/** https://cloud.google.com/iam/docs/service-account-permissions */
const ACTS_AS_ANY = [
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountOpenIdTokenCreator",
  "roles/iam.serviceAccountKeyAdmin",
  "roles/iam.workloadIdentityUser",
];
/** A deploying service account needs this role: it attaches the accounts that it creates to machines. */
const FOR_MACHINES_ONLY = "roles/iam.serviceAccountUser";

const SERVICE_ACCOUNT = /^serviceAccount:|^\$\{(data\.)?google_service_account\.[^}]+\.member\}$/;

export const googleImpersonation: Rule = {
  id: "google-impersonation",
  title: "No identity can act as every service account of a project",
  why: "If granted on the project, the right to create tokens gives the permissions of its most privileged account.",
  remedy: "Grant the role on a single service account with google_service_account_iam_member.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/iam/docs/best-practices-service-accounts#project-folder-grants",
  equivalents: {
    checkov: ["CKV_GCP_41", "CKV_GCP_44", "CKV_GCP_45", "CKV_GCP_49"],
    cis: ["GCP 3.0.0 1.6"],
  },
  resourceTypes: ["google_project", "google_folder", "google_organization"].flatMap((type) => [
    `${type}_iam_member`,
    `${type}_iam_binding`,
  ]),
  check: (grant, { graph }) => {
    const role = graph.attribute(grant, "role");
    if (role.kind === "unknown") return [undecided("role", role.expression)];
    const name = role.kind === "known" ? String(role.value) : "";
    if (ACTS_AS_ANY.includes(name)) return [fail(`${name} covers every service account below.`, "role")];
    if (name !== FOR_MACHINES_ONLY) return [PASS];
    const people = [grant.body.member ?? [], grant.body.members ?? []]
      .flat()
      .map(String)
      .filter((member) => !SERVICE_ACCOUNT.test(member));
    return people.length === 0
      ? [PASS]
      : people.map((member) =>
          member.includes("${")
            ? undecided("member", member)
            : fail(`${member} can act as every service account below.`, "member"),
        );
  },
  examples: {
    pass: {
      resource: {
        google_service_account_iam_member: {
          ci: {
            service_account_id: "${google_service_account.nodes.name}",
            role: "roles/iam.serviceAccountUser",
            member: "group:ml@example.com",
          },
        },
      },
    },
    fail: {
      resource: {
        google_project_iam_member: {
          ci: { role: "roles/iam.serviceAccountTokenCreator", member: "group:ml@example.com" },
        },
      },
    },
  },
};
