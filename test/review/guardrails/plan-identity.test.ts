import type { JsonObject } from "../../../src/review/model";
import { judge } from "./judge";

const RULE = "plan-identity-read-only";
const SUB = "token.actions.githubusercontent.com:sub";

const trust = (subject: string) =>
  JSON.stringify({
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Condition: { StringLike: { [SUB]: subject } } },
    ],
  });
const role = (subject = "repo:acme/ml:pull_request") => ({
  aws_iam_role: { ci: { name: "acme-ci", assume_role_policy: trust(subject) } },
});
const inline = (...statements: object[]) => ({
  aws_iam_role_policy: { ci: { role: "${aws_iam_role.ci.id}", policy: JSON.stringify({ Statement: statements }) } },
});
const allow = (Action: string | string[], rest: object = {}) => ({ Effect: "Allow", Action, Resource: "*", ...rest });
const judged = (...resources: JsonObject[]) => judge(RULE, { resource: Object.assign({}, ...resources) });

describe("a role on AWS", () => {
  test.each<[string, object, string]>([
    ["reads settings", allow(["ec2:Describe*", "iam:List*", "s3:GetBucket*"]), "pass"],
    ["writes the state", allow(["s3:GetObject", "s3:PutObject"]), "fail"],
    ["may do everything with one service", allow("s3:*"), "fail"],
    ["may do all but something", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }, "fail"],
    ["reads secrets by name", allow("secretsmanager:GetSecretValue"), "fail"],
    ["reads secrets by a pattern", allow("secretsmanager:Get*"), "fail"],
    ["reads parameters, which may be secret", allow("ssm:Get*"), "fail"],
    ["decrypts anything", allow("kms:Decrypt"), "fail"],
    [
      "decrypts what S3 reads for it",
      allow("kms:Decrypt", { Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } }),
      "pass",
    ],
  ])("that %s", (_, statement, expected) => {
    expect(judged(role(), inline(statement))).toBe(expected);
  });

  test("may read by a pattern if the secrets in it are denied", () => {
    const deny = { Effect: "Deny", Action: ["secretsmanager:*Secret*"], Resource: "*" };
    expect(judged(role(), inline(allow("secretsmanager:Get*"), deny))).toBe("pass");
  });

  test.each([
    ["arn:aws:iam::aws:policy/SecurityAudit", "pass"],
    ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", "pass"],
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", "fail"],
    ["arn:aws:iam::aws:policy/PowerUserAccess", "fail"],
    ["${aws_iam_policy.own.arn}", "fail"],
    ["${var.policy}", "undecided"],
  ])("with the policy %s", (arn, expected) => {
    const own = {
      aws_iam_policy: { own: { policy: JSON.stringify({ Statement: [allow("eks:UpdateClusterConfig")] }) } },
    };
    const attachment = { aws_iam_role_policy_attachment: { ci: { role: "acme-ci", policy_arn: arn } } };
    expect(judged(role(), own, attachment)).toBe(expected);
  });

  test.each([
    ["AmazonEKSViewPolicy", "pass"],
    ["AmazonEKSAdminViewPolicy", "fail"],
    ["AmazonEKSClusterAdminPolicy", "fail"],
  ])("that has %s on a cluster of another stack", (policy, expected) => {
    const association = {
      principal_arn: "arn:aws:iam::111111111111:role/acme-ci",
      policy_arn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
    };
    expect(judged(role(), { aws_eks_access_policy_association: { ci: association } })).toBe(expected);
  });

  test.each([
    ["repo:acme/ml:environment:prod", "silent"],
    ["repo:acme/ml:ref:refs/heads/main", "silent"],
    ["repo:acme/ml:*", "fail"],
    ["repo:acme/*", "fail"],
  ])("that trusts %s", (subject, expected) => {
    expect(judged(role(subject), inline(allow("s3:PutObject")))).toBe(expected);
  });
});

describe("a service account on Google Cloud", () => {
  const POOL = "iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci";
  const account = (member = `principal://${POOL}/subject/repo:acme/ml:pull_request`) => ({
    google_service_account: { ci: { account_id: "acme-ci" } },
    google_service_account_iam_member: {
      github: {
        service_account_id: "${google_service_account.ci.name}",
        role: "roles/iam.workloadIdentityUser",
        member,
      },
    },
  });
  const grant = (type: string, granted: string, member = "${google_service_account.ci.member}") => ({
    [type]: { ci: { role: granted, member } },
  });

  test.each([
    ["google_project_iam_member", "roles/compute.viewer", "pass"],
    ["google_storage_bucket_iam_member", "roles/storage.objectViewer", "pass"],
    ["google_storage_bucket_iam_member", "roles/storage.objectUser", "fail"],
    ["google_secret_manager_secret_iam_member", "roles/secretmanager.secretAccessor", "fail"],
    ["google_project_iam_member", "roles/container.developer", "fail"],
    ["google_project_iam_member", "${var.role}", "undecided"],
  ])("with %s %s", (type, granted, expected) => {
    expect(judged(account(), grant(type, granted))).toBe(expected);
  });

  test("with a role on a resource of another stack", () => {
    const member = "serviceAccount:acme-ci@acme.iam.gserviceaccount.com";
    expect(judged(account(), grant("google_storage_bucket_iam_member", "roles/storage.admin", member))).toBe("fail");
  });

  test.each([
    [["compute.networks.get", "storage.buckets.getIamPolicy"], "pass"],
    [["container.secrets.list"], "fail"],
    [["secretmanager.versions.access"], "fail"],
    [["storage.objects.create"], "fail"],
  ])("with a custom role that has %s", (permissions, expected) => {
    const custom = { google_project_iam_custom_role: { own: { role_id: "own", permissions } } };
    const granted = grant("google_project_iam_member", "${google_project_iam_custom_role.own.name}");
    expect(judged(account(), custom, granted)).toBe(expected);
  });

  test.each([
    [`principalSet://${POOL}/attribute.repository/acme/ml`, "fail"],
    [`principal://${POOL}/subject/repo:acme/ml:environment:prod`, "silent"],
  ])("that %s may act as", (member, expected) => {
    expect(judged(account(member), grant("google_project_iam_member", "roles/editor"))).toBe(expected);
  });
});
