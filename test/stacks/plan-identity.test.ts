import { planStatements } from "../../src/constructs/aws/plan-statements";
import { PLAN_PERMISSIONS } from "../../src/constructs/google/plan-permissions";
import { type Cloud, shippedGraph } from "./shipped";

const NAMES = ["dev", "staging", "prod"];

/** Types of the stacks that a pull request plans; it never plans the bootstrap stack. */
function plannedTypes(cloud: Cloud): string[] {
  const types = NAMES.flatMap((name) =>
    shippedGraph(cloud, name)
      .resources.filter(({ stack, type }) => stack !== `${cloud}-${name}-bootstrap` && type.startsWith(`${cloud}_`))
      .map(({ type }) => type),
  );
  return [...new Set(types)].sort();
}

describe.each(NAMES)("the planning role of aws-%s", (name) => {
  const graph = shippedGraph("aws", name);
  const isPlan = (value: unknown) => /ci.plan/.test(String(value));

  test("has no action that writes, on any service", () => {
    const actions = graph
      .ofType("aws_iam_role_policy")
      .filter(({ body }) => isPlan(body.role))
      .flatMap(({ body }) => JSON.parse(String(body.policy)).Statement)
      .flatMap(({ Action }: { Action: string[] }) => Action);
    expect(actions.length).toBeGreaterThan(0);
    // Decrypting the state, through S3 only, is the only exception.
    expect(actions.filter((action) => !/:(Describe|Get|List|View)/.test(action))).toEqual(["kms:Decrypt"]);
    expect(graph.ofType("aws_iam_role_policy_attachment").filter(({ body }) => isPlan(body.role))).toEqual([]);
  });

  test("can't reach the cluster, so no Secret of it either", () => {
    const admitted = graph.ofType("aws_eks_access_entry", "aws_eks_access_policy_association");
    expect(admitted.length).toBeGreaterThan(0);
    expect(admitted.filter(({ body }) => isPlan(body.principal_arn))).toEqual([]);
  });
});

describe.each(NAMES)("the planning service account of google-%s", (name) => {
  const graph = shippedGraph("google", name);

  test("has one role for settings, another for the state, and no third", () => {
    const grants = graph.resources.filter(
      ({ type, body }) => /_iam_(member|binding)$/.test(type) && /ci_plan/.test(`${body.member}${body.members}`),
    );
    expect(grants.map(({ type, body }) => `${type} ${body.role}`)).toEqual([
      expect.stringMatching(/^google_project_iam_member \$\{google_project_iam_custom_role\./),
      "google_storage_bucket_iam_member roles/storage.objectViewer",
    ]);
  });

  test("reads no contents: no Secret, no ConfigMap, no object, no log", () => {
    const permissions = graph.ofType("google_project_iam_custom_role").flatMap(({ body }) => body.permissions);
    expect(permissions.filter((permission) => !/\.(get|list|getIamPolicy)$/.test(String(permission)))).toEqual([]);
    const cluster = permissions.filter((permission) => /^container\./.test(String(permission)));
    expect(cluster).toEqual(["container.clusters.get"]);
    const contents = /storage\.objects|versions\.access|logEntries|downloadArtifacts/;
    expect(permissions.filter((permission) => contents.test(String(permission)))).toEqual([]);
  });
});

/** A plan reads every resource of the foundation. The API calls of Terraform's provider, by type. */
const READS: Readonly<Record<Cloud, readonly (readonly [RegExp, readonly string[]])[]>> = {
  aws: [
    [/^aws_budgets_/, ["budgets:ListTagsForResource", "budgets:ViewBudget"]],
    [/^aws_cloudwatch_event_rule$/, ["events:DescribeRule", "events:ListTagsForResource"]],
    [/^aws_cloudwatch_event_target$/, ["events:ListTargetsByRule"]],
    [/^aws_cloudwatch_log_group$/, ["logs:DescribeLogGroups", "logs:ListTagsForResource"]],
    [/^aws_db_/, ["rds:Describe*", "rds:ListTagsForResource"]],
    [/^aws_ecr_lifecycle_policy$/, ["ecr:GetLifecyclePolicy"]],
    [/^aws_ecr_repository$/, ["ecr:DescribeRepositories", "ecr:ListTagsForResource"]],
    [/^aws_eks_/, ["eks:Describe*", "eks:List*"]],
    [/^aws_iam_/, ["iam:Get*", "iam:List*"]],
    [/^aws_kms_alias$/, ["kms:ListAliases"]],
    [/^aws_kms_key$/, ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"]],
    [
      /^aws_s3_bucket$/,
      [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListTagsForResource",
      ],
    ],
    [/^aws_s3_bucket_lifecycle_configuration$/, ["s3:GetLifecycleConfiguration"]],
    [/^aws_s3_bucket_server_side_encryption_configuration$/, ["s3:GetEncryptionConfiguration"]],
    [/^aws_s3_bucket_/, ["s3:GetBucket*"]],
    [/^aws_secretsmanager_secret$/, ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"]],
    [/^aws_sqs_queue/, ["sqs:GetQueueAttributes", "sqs:ListQueueTags"]],
    [
      /^aws_(default_security_group|eip|flow_log|internet_gateway|launch_template|nat_gateway|route|security_group|subnet|vpc)/,
      ["ec2:Describe*"],
    ],
  ],
  google: [
    [/^google_artifact_registry_repository$/, ["artifactregistry.repositories.get"]],
    [/^google_artifact_registry_repository_iam_/, ["artifactregistry.repositories.getIamPolicy"]],
    [/^google_compute_address$/, ["compute.addresses.get"]],
    [/^google_compute_firewall$/, ["compute.firewalls.get"]],
    [/^google_compute_global_address$/, ["compute.globalAddresses.get"]],
    [/^google_compute_network$/, ["compute.networks.get"]],
    [/^google_compute_router/, ["compute.routers.get"]],
    [/^google_compute_subnetwork$/, ["compute.subnetworks.get"]],
    [/^google_container_cluster$/, ["container.clusters.get"]],
    [/^google_container_node_pool$/, ["compute.instanceGroupManagers.get", "container.clusters.get"]],
    [/^google_dns_managed_zone_iam_/, ["dns.managedZones.getIamPolicy"]],
    [/^google_kms_crypto_key$/, ["cloudkms.cryptoKeys.get"]],
    [/^google_kms_crypto_key_iam_/, ["cloudkms.cryptoKeys.getIamPolicy"]],
    [/^google_kms_key_ring$/, ["cloudkms.keyRings.get"]],
    [/^google_logging_project_bucket_config$/, ["logging.buckets.get"]],
    [/^google_project_iam_/, ["resourcemanager.projects.getIamPolicy"]],
    [/^google_secret_manager_secret$/, ["secretmanager.secrets.get"]],
    [/^google_secret_manager_secret_iam_/, ["secretmanager.secrets.getIamPolicy"]],
    [/^google_secret_manager_secret_version$/, ["secretmanager.versions.get"]],
    [/^google_service_account$/, ["iam.serviceAccounts.get"]],
    [/^google_service_account_iam_/, ["iam.serviceAccounts.getIamPolicy"]],
    [
      /^google_service_networking_connection$/,
      ["compute.networks.get", "resourcemanager.projects.get", "servicenetworking.services.get"],
    ],
    [/^google_sql_database_instance$/, ["cloudsql.instances.get"]],
    [/^google_sql_user$/, ["cloudsql.users.get", "cloudsql.users.list"]],
    [/^google_storage_bucket$/, ["storage.buckets.get"]],
    [/^google_storage_bucket_iam_/, ["storage.buckets.getIamPolicy"]],
  ],
};

describe.each([
  ["aws", planStatements("111111111111", "acme-dev").flatMap(({ actions }) => actions)],
  ["google", PLAN_PERMISSIONS],
] as const)("what a plan may read on %s", (cloud, allowed) => {
  const needs = (type: string) => READS[cloud].find(([pattern]) => pattern.test(type))?.[1];

  test("is enough for every resource of every environment", () => {
    const refused = plannedTypes(cloud).filter(
      (type) => !(needs(type) ?? ["?"]).every((need) => allowed.includes(need)),
    );
    expect(refused).toEqual([]);
  });

  test("is no more than they need", () => {
    const used = plannedTypes(cloud).flatMap((type) => needs(type) ?? []);
    expect(allowed.filter((action) => !used.includes(action))).toEqual([]);
  });
});

test("a secret value that a plan would have to read is write-only", () => {
  const versions = NAMES.flatMap((name) => shippedGraph("google", name).ofType("google_secret_manager_secret_version"));
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter(({ body }) => body.secret_data_wo_version === undefined)).toEqual([]);
});
