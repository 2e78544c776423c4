import { judge, only } from "./judge";

const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: unknown, Resource: unknown, rest: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...rest,
});
const rolePolicy = (...statements: object[]) => only("aws_iam_role_policy", { policy: policy(...statements) });
const ROLES = "arn:aws:iam::111111111111:role";

describe("iam-no-privilege-escalation", () => {
  test.each([
    ["one role", allow("iam:PassRole", `${ROLES}/training`), "pass"],
    ["roles of a path", allow("iam:PassRole", `${ROLES}/ml/*`), "pass"],
    ["every role", allow("iam:PassRole", `${ROLES}/*`), "fail"],
    ["every role of any account", allow("iam:PassRole", "arn:aws:iam::*:role/*"), "fail"],
    ["a wildcard that covers it", allow("iam:Put*", "*"), "fail"],
    ["a wildcard in the middle", allow("iam:*RolePolicy", "*"), "fail"],
    ["a wildcard that doesn't", allow("iam:Get*", "*"), "pass"],
    ["any case", allow("IAM:createpolicyversion", "*"), "fail"],
    ["assuming any role", allow(["sts:AssumeRole"], ["*"]), "fail"],
    [
      "passing to one service",
      allow("iam:PassRole", "*", { Condition: { StringEquals: { "iam:PassedToService": "eks.amazonaws.com" } } }),
      "pass",
    ],
    ["denied", { Effect: "Deny", Action: "iam:PassRole", Resource: "*" }, "pass"],
    ["everything, which iam-no-wildcard judges", allow("*", "*"), "pass"],
  ])("%s", (_, statement, expected) => {
    expect(judge("iam-no-privilege-escalation", rolePolicy(statement))).toBe(expected);
  });

  test("a policy known only in a plan is undecided", () => {
    const json = only("aws_iam_policy", { policy: "${data.aws_iam_policy_document.ci.json}" });
    expect(judge("iam-no-privilege-escalation", json)).toBe("undecided");
  });
});

test("iam-no-wildcard finds statements that list what they don't allow", () => {
  expect(judge("iam-no-wildcard", rolePolicy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }))).toBe("fail");
  expect(judge("iam-no-wildcard", rolePolicy({ Effect: "Deny", NotAction: "iam:*", Resource: "*" }))).toBe("pass");
});

describe("policies open to anyone", () => {
  const anybody = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" };
  const when = (Condition: object) => ({ ...anybody, Condition });
  test.each([
    ["a star", anybody, "fail"],
    ["a star among accounts", { ...anybody, Principal: { AWS: ["111111111111", "*"] } }, "fail"],
    ["all but one", { Effect: "Allow", NotPrincipal: { AWS: "222222222222" }, Action: "*", Resource: "*" }, "fail"],
    ["an account", { ...anybody, Principal: { AWS: "111111111111" } }, "pass"],
    ["a denial", { ...anybody, Effect: "Deny" }, "pass"],
    ["one topic", when({ ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:111111111111:t" } }), "pass"],
    ["keys in any case", when({ StringEquals: { "AWS:SourceAccount": "111111111111" } }), "pass"],
    ["a condition that everyone fulfils", when({ StringLike: { "aws:PrincipalArn": "*" } }), "fail"],
    ["a condition that may be absent", when({ StringEqualsIfExists: { "aws:SourceAccount": "1" } }), "fail"],
    ["all but one account", when({ StringNotEquals: { "aws:SourceAccount": "1" } }), "fail"],
    ["the whole internet", when({ IpAddress: { "aws:SourceIp": ["0.0.0.0/0"] } }), "fail"],
    ["TLS, which everyone can use", when({ Bool: { "aws:SecureTransport": "true" } }), "fail"],
  ])("%s", (_, statement, expected) => {
    expect(judge("messages-closed", only("aws_sqs_queue_policy", { policy: policy(statement) }))).toBe(expected);
    expect(judge("kms-key-closed", only("aws_kms_key", { policy: policy(statement) }))).toBe(expected);
  });

  test("expressions inside a policy don't hide it", () => {
    const open = policy({ ...anybody, Resource: "${aws_sqs_queue.x.arn}" });
    expect(judge("messages-closed", only("aws_sqs_queue_policy", { policy: open }))).toBe("fail");
  });

  test("a key without a policy belongs to its account", () => {
    expect(judge("kms-key-closed", only("aws_kms_key", {}))).toBe("pass");
  });
});

describe("iam-trust-restricted", () => {
  const role = (statement: object) => only("aws_iam_role", { assume_role_policy: policy(statement) });
  const federated = (Condition?: object) => ({
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: "arn:aws:iam::111111111111:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/A" },
    ...(Condition ? { Condition } : {}),
  });
  test.each([
    ["anyone", { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } }, "fail"],
    [
      "anyone in the organization",
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
      },
      "pass",
    ],
    ["every identity of the provider", federated(), "fail"],
    ["one service account", federated({ StringEquals: { "oidc.eks.us-east-1.amazonaws.com/id/A:sub": "s" } }), "pass"],
  ])("%s", (_, statement, expected) => {
    expect(judge("iam-trust-restricted", role(statement))).toBe(expected);
  });
});

describe("iam-no-administrators", () => {
  test.each([
    ["arn:aws:iam::aws:policy/AdministratorAccess", "fail"],
    ["arn:aws-us-gov:iam::aws:policy/IAMFullAccess", "fail"],
    ["arn:aws:iam::aws:policy/ReadOnlyAccess", "pass"],
    ["${var.policy}", "undecided"],
  ])("%s", (policy_arn, expected) => {
    expect(judge("iam-no-administrators", only("aws_iam_role_policy_attachment", { policy_arn }))).toBe(expected);
  });

  test("policies listed on a role count", () => {
    const json = only("aws_iam_role", { managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"] });
    expect(judge("iam-no-administrators", json)).toBe("fail");
  });
});

describe("google-impersonation", () => {
  const grant = (role: string, member: string) => only("google_project_iam_member", { role, member });
  test.each([
    ["roles/iam.serviceAccountTokenCreator", "serviceAccount:a@b.iam.gserviceaccount.com", "fail"],
    ["roles/iam.serviceAccountUser", "group:ml@example.com", "fail"],
    ["roles/iam.serviceAccountUser", "serviceAccount:ci@b.iam.gserviceaccount.com", "pass"],
    ["roles/iam.serviceAccountUser", "${google_service_account.ci.member}", "pass"],
    ["roles/iam.serviceAccountUser", "${var.member}", "undecided"],
    ["${var.role}", "group:ml@example.com", "undecided"],
    ["roles/container.admin", "group:ml@example.com", "pass"],
  ])("%s for %s", (role, member, expected) => {
    expect(judge("google-impersonation", grant(role, member))).toBe(expected);
  });
});

test.each([
  ["google_storage_bucket_iam_binding", { role: "roles/storage.objectViewer", members: ["allAuthenticatedUsers"] }],
  ["google_kms_crypto_key_iam_member", { role: "roles/viewer", member: "allUsers" }],
  ["google_bigquery_dataset", { access: [{ role: "READER", special_group: "allAuthenticatedUsers" }] }],
])("google-not-public rejects everyone on %s", (type, body) => {
  expect(judge("google-not-public", only(type, body))).toBe("fail");
});

test("google-basic-roles checks folders and organizations too", () => {
  expect(judge("google-basic-roles", only("google_folder_iam_member", { role: "roles/owner" }))).toBe("fail");
  expect(judge("google-basic-roles", only("google_organization_iam_binding", { role: "${var.role}" }))).toBe(
    "undecided",
  );
});
