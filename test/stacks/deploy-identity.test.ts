import { type Cloud, shippedGraph } from "./shipped";

/** Types in a foundation, which the deploying identity creates; a person deploys the bootstrap stack. */
function foundationTypes(cloud: Cloud): string[] {
  const resources = shippedGraph(cloud, "prod").resources.filter(
    ({ stack, mode, type }) => stack === `${cloud}-prod-foundation` && mode === "managed" && type.startsWith(cloud),
  );
  return [...new Set(resources.map(({ type }) => type))].sort();
}

describe("the deploying role on AWS", () => {
  /** `PowerUserAccess` covers everything except IAM. Create and delete actions, by type. */
  const IAM_ACTIONS: Readonly<Record<string, readonly string[]>> = {
    aws_iam_instance_profile: [
      "iam:AddRoleToInstanceProfile",
      "iam:CreateInstanceProfile",
      "iam:DeleteInstanceProfile",
      "iam:GetInstanceProfile",
      "iam:RemoveRoleFromInstanceProfile",
      "iam:TagInstanceProfile",
    ],
    aws_iam_role: ["iam:CreateRole", "iam:DeleteRole", "iam:GetRole", "iam:PassRole", "iam:TagRole"],
    aws_iam_role_policy: ["iam:DeleteRolePolicy", "iam:GetRolePolicy", "iam:PutRolePolicy"],
    aws_iam_role_policy_attachment: ["iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:ListAttachedRolePolicies"],
  };

  interface Statement {
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }

  const graph = shippedGraph("aws", "prod");
  const policy = graph.ofType("aws_iam_role_policy").find(({ body }) => body.name === "environment-roles");
  const allowed: Statement[] = JSON.parse(String(policy?.body.policy)).Statement.filter(
    ({ Effect }: Statement) => Effect === "Allow",
  );

  test("may create and delete all IAM resources of a foundation", () => {
    const types = foundationTypes("aws").filter((type) => type.startsWith("aws_iam_"));
    expect(types).toEqual(Object.keys(IAM_ACTIONS));
    const actions = allowed.flatMap(({ Action }) => Action);
    expect(Object.values(IAM_ACTIONS).flatMap((needed) => needed.filter((name) => !actions.includes(name)))).toEqual(
      [],
    );
  });

  test("may do so only for the names of its own environment, which all of its resources have", () => {
    const resources = [...new Set(allowed.flatMap(({ Resource }) => Resource))].sort();
    expect(resources).toEqual([
      "arn:aws:iam::333333333333:instance-profile/acme-prod-*",
      "arn:aws:iam::333333333333:role/acme-prod-*",
    ]);
    const named = graph.ofType("aws_iam_role", "aws_iam_instance_profile").map(({ body }) => String(body.name));
    expect(named.filter((name) => !name.startsWith("acme-prod-"))).toEqual([]);
  });
});

describe("the deploying service account on Google Cloud", () => {
  /** The role for creating a service's resources and granting access to them. */
  const ROLES: readonly (readonly [RegExp, string])[] = [
    [/^google_artifact_registry_/, "roles/artifactregistry.admin"],
    [/^google_compute_firewall$/, "roles/compute.securityAdmin"],
    [/^google_compute_/, "roles/compute.networkAdmin"],
    [/^google_container_/, "roles/container.admin"],
    [/^google_dns_/, "roles/dns.admin"],
    [/^google_kms_/, "roles/cloudkms.admin"],
    [/^google_logging_/, "roles/logging.configWriter"],
    [/^google_project_iam_/, "roles/resourcemanager.projectIamAdmin"],
    [/^google_secret_manager_/, "roles/secretmanager.admin"],
    [/^google_service_account/, "roles/iam.serviceAccountAdmin"],
    [/^google_service_networking_/, "roles/servicenetworking.networksAdmin"],
    [/^google_sql_/, "roles/cloudsql.admin"],
    [/^google_storage_/, "roles/storage.admin"],
  ];

  test("has the role of every service of a foundation", () => {
    const granted = shippedGraph("google", "prod")
      .ofType("google_project_iam_member")
      .filter(({ stack, body }) => stack === "google-prod-bootstrap" && String(body.member).includes("ci_deploy"))
      .map(({ body }) => body.role);
    const refused = foundationTypes("google").filter((type) => {
      const role = ROLES.find(([pattern]) => pattern.test(type))?.[1];
      return !granted.includes(role ?? "");
    });
    expect(refused).toEqual([]);
  });

  test("needs no role on the billing account: the person who bootstraps creates the budget", () => {
    const budgets = shippedGraph("google", "prod").ofType("google_billing_budget");
    expect(budgets.map(({ stack }) => stack)).toEqual(["google-prod-bootstrap"]);
  });
});
