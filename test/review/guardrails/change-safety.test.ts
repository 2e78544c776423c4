import { RULES, runGuardrails } from "../../../src/review/guardrails";
import { DATA_LOSS } from "../../../src/review/guardrails/data-types";
import { DELETION_GUARDS } from "../../../src/review/guardrails/deletion-guards";
import type { PlannedChange } from "../../../src/review/guardrails/plan-example";
import { ResourceGraph, type Stack } from "../../../src/review/model";
import { graphOfChanges, verdicts } from "./planned";

function rule(id: string) {
  const found = RULES.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no rule ${id}`);
  return found;
}

const replaced = (type: string, before: PlannedChange["before"], path: string): PlannedChange => ({
  type,
  actions: ["create", "delete"],
  before: before ?? {},
  after: {},
  replacePaths: [path.split(".")],
});

describe.each(["data-kept", "cluster-kept", "registry-kept", "secret-kept", "dns-zone-kept", "namespace-kept"])(
  "%s",
  (id) => {
    test.each(rule(id).resourceTypes)("%s", (type) => {
      const kinds = (actions: PlannedChange["actions"]) =>
        verdicts(rule(id), [{ type, actions, before: { name: "a" }, after: { name: "a" } }]).length;
      expect(kinds(["delete"])).toBe(1);
      expect(kinds(["delete", "create"])).toBe(1);
      expect(kinds(["create", "delete"])).toBe(1);
      expect(kinds(["create"])).toBe(0);
      expect(kinds(["update"])).toBe(0);
      expect(kinds(["no-op"])).toBe(0);
      expect(kinds(["forget"])).toBe(0);
    });
  },
);

test("a replacement says what forces it", () => {
  expect(verdicts(rule("data-kept"), [replaced("google_storage_bucket", {}, "location")])).toEqual([
    "fail google_storage_bucket.main: It is replaced because location changes. Its objects go with it.",
  ]);
});

test("a database that goes without a final snapshot says so", () => {
  const [verdict] = verdicts(rule("data-kept"), [
    { type: "aws_db_instance", actions: ["delete"], before: { skip_final_snapshot: true } },
  ]);
  expect(verdict).toContain("No final snapshot is taken.");
});

test("every rule about changes looks at plans, and is strict where others lose by it", () => {
  const rules = RULES.filter(({ area }) => area === "change-safety");
  expect(rules.length).toBeGreaterThanOrEqual(20);
  expect(rules.filter(({ on }) => on !== "change")).toEqual([]);
  const advice = rules.filter(({ enforcement }) => enforcement.prod === "advisory").map(({ id }) => id);
  expect(advice.sort()).toEqual(["ci-rights-kept", "node-pool-kept"]);
});

test("code without a plan is no change", () => {
  const graph = graphOfChanges([{ type: "aws_s3_bucket", actions: ["no-op"], before: {}, after: {} }]);
  expect(graph.changesOf(...Object.keys(DATA_LOSS))).toEqual([]);
});

describe("keys", () => {
  test.each([
    [{ type: "aws_kms_key", actions: ["delete"], before: { deletion_window_in_days: 7 } }, "in 7 days"],
    [{ type: "aws_kms_replica_key", actions: ["delete"], before: {} }, "in 30 days"],
    [{ type: "google_kms_crypto_key", actions: ["delete"], before: {} }, "It is destroyed"],
  ] as const)("%j goes", (change, message) => {
    expect(verdicts(rule("key-kept"), [change])).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["aws_kms_key", { is_enabled: true }, { is_enabled: false }, 1],
    ["aws_kms_key", { is_enabled: false }, { is_enabled: false }, 0],
    ["aws_kms_key", { is_enabled: false }, { is_enabled: true }, 0],
    ["aws_kms_external_key", { enabled: true }, { enabled: false }, 1],
    ["google_kms_crypto_key_version", { state: "ENABLED" }, { state: "DISABLED" }, 1],
    ["google_kms_crypto_key_version", { state: "DISABLED" }, { state: "DESTROYED" }, 1],
  ])("%s from %j to %j", (type, before, after, count) => {
    expect(verdicts(rule("key-kept"), [{ type, actions: ["update"], before, after }])).toHaveLength(count);
  });
});

describe("networks", () => {
  const cluster = {
    type: "aws_eks_cluster",
    actions: ["no-op"],
    before: { vpc_config: [{ subnet_ids: ["subnet-1"] }] },
    after: {},
  } as const;

  test("one under a cluster names it", () => {
    expect(verdicts(rule("network-kept"), [replaced("aws_subnet", { id: "subnet-1" }, "cidr_block"), cluster])).toEqual(
      ["fail aws_subnet.main: It is replaced because cidr_block changes. In it: aws_eks_cluster.main."],
    );
  });

  test("one that nothing here runs in is undecided", () => {
    expect(verdicts(rule("network-kept"), [replaced("aws_subnet", { id: "subnet-2" }, "cidr_block"), cluster])).toEqual(
      [expect.stringMatching(/^undecided/)],
    );
  });

  test("routes and tags are no tenants", () => {
    const route = {
      type: "aws_route_table_association",
      actions: ["no-op"],
      before: { subnet_id: "subnet-1" },
    } as const;
    const tagged = { type: "aws_eks_cluster", actions: ["no-op"], before: { tags: { subnet: "subnet-1" } } } as const;
    expect(verdicts(rule("network-kept"), [replaced("aws_subnet", { id: "subnet-1" }, "x"), route, tagged])).toEqual([
      expect.stringMatching(/^undecided/),
    ]);
  });

  test("ten thousand of both take no time", () => {
    const many = Array.from({ length: 10_000 }, (_, index): PlannedChange[] => [
      { type: "aws_subnet", name: `s${index}`, actions: ["delete"], before: { id: `subnet-${index}` } },
      {
        type: "aws_instance",
        name: `i${index}`,
        actions: ["no-op"],
        before: { subnet_id: `subnet-${index}` },
        after: {},
      },
    ]).flat();
    expect(verdicts(rule("network-kept"), many)).toHaveLength(10_000);
  });
});

describe("protection", () => {
  test.each([
    ["aws_db_instance", { deletion_protection: true }, { deletion_protection: false }, 1],
    ["aws_db_instance", { deletion_protection: true }, { deletion_protection: null }, 1],
    // Not known yet.
    ["aws_db_instance", { deletion_protection: true }, {}, 0],
    ["aws_db_instance", { deletion_protection: false }, { deletion_protection: false }, 0],
    ["aws_db_instance", { skip_final_snapshot: false }, { skip_final_snapshot: true }, 1],
    ["aws_s3_bucket", { force_destroy: false }, { force_destroy: true }, 1],
    ["aws_s3_bucket", { force_destroy: null }, { force_destroy: true }, 1],
    ["aws_s3_bucket", { force_destroy: true }, { force_destroy: true }, 0],
    ["google_bigquery_dataset", { delete_contents_on_destroy: false }, { delete_contents_on_destroy: true }, 1],
    ["google_firestore_database", { deletion_policy: "ABANDON" }, { deletion_policy: "DELETE" }, 1],
    ["google_project", { deletion_policy: "PREVENT" }, { deletion_policy: "DELETE" }, 1],
    ["aws_cognito_user_pool", { deletion_protection: "ACTIVE" }, { deletion_protection: "INACTIVE" }, 1],
    ["aws_secretsmanager_secret", { recovery_window_in_days: 30 }, { recovery_window_in_days: 0 }, 1],
    [
      "google_sql_database_instance",
      { settings: [{ deletion_protection_enabled: true }] },
      { settings: [{ deletion_protection_enabled: false }] },
      1,
    ],
  ])("%s from %j to %j: %d", (type, before, after, count) => {
    expect(verdicts(rule("protection-kept"), [{ type, actions: ["update"], before, after }])).toHaveLength(count);
  });

  test("what is born without protection is for other rules", () => {
    const born = { type: "aws_db_instance", actions: ["create"], after: { deletion_protection: false } } as const;
    expect(verdicts(rule("protection-kept"), [born])).toEqual([]);
  });

  test("a replacement without the protection of what it replaces is found", () => {
    const change = {
      type: "aws_db_instance",
      actions: ["delete", "create"],
      before: { deletion_protection: true },
      after: { deletion_protection: false },
    } as const;
    expect(verdicts(rule("protection-before-deletion"), [change])).toEqual([
      "fail aws_db_instance.main: deletion_protection is switched off, and aws_db_instance.main is replaced.",
    ]);
  });

  test("so is a bucket that is emptied while what is in it goes", () => {
    const changes = [
      {
        type: "aws_s3_bucket",
        actions: ["update"],
        before: { id: "acme-models", force_destroy: false },
        after: { id: "acme-models", force_destroy: true },
      },
      { type: "aws_s3_object", actions: ["delete"], before: { bucket: "acme-models", key: "a" } },
      { type: "aws_s3_object", name: "other", actions: ["delete"], before: { bucket: "acme-logs", key: "a" } },
    ] as const;
    expect(verdicts(rule("protection-before-deletion"), changes, "dev")).toEqual([
      "fail aws_s3_bucket.main: force_destroy is switched off, and aws_s3_object.main is deleted.",
    ]);
  });

  test("every guard can be weakened", () => {
    for (const [type, guards] of Object.entries(DELETION_GUARDS)) {
      for (const { path, weakens } of guards) {
        const values = [
          true,
          false,
          null,
          0,
          30,
          "ACTIVE",
          "PROTECTED",
          "DELETE_PROTECTION_ENABLED",
          "DELETE",
          "FORCE",
        ];
        const steps = values.flatMap((before) => values.map((after) => weakens(before, after)));
        expect([type, path, steps.includes(true), steps.includes(false)]).toEqual([type, path, true, true]);
      }
    }
  });
});

describe("backups", () => {
  test.each([
    ["aws_db_instance", { backup_retention_period: 30 }, { backup_retention_period: 7 }, 1],
    ["aws_db_instance", { backup_retention_period: 7 }, { backup_retention_period: 7 }, 0],
    ["aws_db_instance", { backup_retention_period: 7 }, {}, 0],
    [
      "aws_s3_bucket_versioning",
      { versioning_configuration: [{ status: "Enabled" }] },
      { versioning_configuration: [{ status: "Suspended" }] },
      1,
    ],
    ["google_storage_bucket", { versioning: [{ enabled: true }] }, { versioning: [{ enabled: false }] }, 1],
    [
      "google_storage_bucket",
      { soft_delete_policy: [{ retention_duration_seconds: 604800 }] },
      { soft_delete_policy: [{ retention_duration_seconds: 0 }] },
      1,
    ],
    [
      "aws_dynamodb_table",
      { point_in_time_recovery: [{ enabled: true }] },
      { point_in_time_recovery: [{ enabled: false }] },
      1,
    ],
    [
      "google_sql_database_instance",
      { settings: [{ backup_configuration: [{ enabled: true, point_in_time_recovery_enabled: true }] }] },
      { settings: [{ backup_configuration: [{ enabled: true, point_in_time_recovery_enabled: false }] }] },
      1,
    ],
  ])("%s from %j to %j: %d", (type, before, after, count) => {
    expect(verdicts(rule("backups-kept"), [{ type, actions: ["update"], before, after }])).toHaveLength(count);
  });

  test.each(["aws_backup_vault", "aws_ebs_snapshot", "google_compute_snapshot", "aws_s3_bucket_versioning"])(
    "%s is kept",
    (type) => {
      expect(verdicts(rule("backups-kept"), [{ type, actions: ["delete"], before: {} }])).toHaveLength(1);
    },
  );

  test("a database that goes is found once, by the rule on data", () => {
    const gone = [{ type: "aws_db_instance", actions: ["delete"], before: { backup_retention_period: 7 } }] as const;
    expect(verdicts(rule("backups-kept"), gone)).toEqual([]);
    expect(verdicts(rule("data-kept"), gone)).toHaveLength(1);
  });
});

test.each([
  ["1.33", "1.34", 0],
  ["1.33", "1.35", 1],
  ["1.34", "1.33", 1],
  ["1.34.2-gke.100", "1.34.5-gke.200", 0],
  ["1.35", undefined, 0],
  [undefined, "1.35", 0],
])("kubernetes from %s to %s: %d", (before, after, count) => {
  const change = {
    type: "google_container_cluster",
    actions: ["update"],
    before: before === undefined ? {} : { min_master_version: before },
    after: after === undefined ? {} : { min_master_version: after },
  } as const;
  expect(verdicts(rule("cluster-version-step"), [change])).toHaveLength(count);
});

test.each([
  ["aws_db_instance", { engine: "postgres", engine_version: "16.9" }, "17.5", 1],
  ["aws_db_instance", { engine: "postgres", engine_version: "17.5" }, "17.4", 1],
  ["aws_db_instance", { engine: "postgres", engine_version: "17.4" }, "17.5", 0],
  ["aws_db_instance", { engine: "mysql", engine_version: "8.0.40" }, "8.4.3", 1],
  ["aws_db_instance", { engine: "mysql", engine_version: "8.0.40" }, "8.0.42", 0],
  ["aws_rds_cluster", { engine: "aurora-postgresql", engine_version: "16.6" }, "15.9", 1],
  ["aws_opensearch_domain", { engine_version: "OpenSearch_2.19" }, "OpenSearch_3.1", 1],
])("%s %j to %s: %d", (type, before, after, count) => {
  const changed = { ...before, engine_version: after };
  expect(verdicts(rule("database-version-step"), [{ type, actions: ["update"], before, after: changed }])).toHaveLength(
    count,
  );
});

test.each([
  ["POSTGRES_17", "POSTGRES_18", 1],
  ["POSTGRES_17", "POSTGRES_17", 0],
  ["MYSQL_8_0", "MYSQL_8_4", 1],
])("cloud SQL from %s to %s: %d", (before, after, count) => {
  const change = {
    type: "google_sql_database_instance",
    actions: ["update"],
    before: { database_version: before },
    after: { database_version: after },
  } as const;
  expect(verdicts(rule("database-version-step"), [change])).toHaveLength(count);
});

test.each([
  ["prometheus-operator-crds", 1],
  ["oci://ghcr.io/kserve/charts/kserve-crd", 1],
  ["external-secrets", 1],
  ["mlflow", 0],
])("a release of %s that goes", (chart, count) => {
  expect(
    verdicts(rule("custom-resources-kept"), [{ type: "helm_release", actions: ["delete"], before: { chart } }]),
  ).toHaveLength(count);
});

test.each([
  ["acme-prod-tfstate", 1],
  ["acme-terraform-state", 1],
  ["terraform-locks", 1],
  ["acme-state", 1],
  ["estate-photos", 0],
  ["state-machine-logs", 0],
])("the bucket %s: %d", (bucket, count) => {
  expect(
    verdicts(rule("state-bucket-kept"), [{ type: "aws_s3_bucket", actions: ["delete"], before: { bucket } }]),
  ).toHaveLength(count);
});

test("a bucket that a backend of the code names is one of state", () => {
  const { stacks } = graphOfChanges([
    { type: "google_storage_bucket", actions: ["delete"], before: { name: "acme-things" } },
  ]);
  const failed = (backend: Stack["backend"]) =>
    runGuardrails(new ResourceGraph(stacks.map((stack) => ({ ...stack, backend }))), {
      strictness: "prod",
      today: "2026-11-01",
      waivers: [],
      rules: [rule("state-bucket-kept")],
    }).failed.length;
  expect(failed({ type: "gcs", body: { bucket: "acme-things" } })).toBe(1);
  expect(failed({ type: "gcs", body: { bucket: "acme-other" } })).toBe(0);
});

describe("rights of pipelines", () => {
  const policy = (...actions: string[]) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });

  test.each<[string, PlannedChange, number]>([
    [
      "fewer rights",
      {
        type: "aws_iam_role_policy",
        actions: ["update"],
        before: { role: "acme-deploy", policy: policy("s3:GetObject", "s3:PutObject") },
        after: { role: "acme-deploy", policy: policy("s3:GetObject") },
      },
      0,
    ],
    [
      "rights of others",
      { type: "aws_iam_role_policy", actions: ["create"], after: { role: "acme-mlflow", policy: policy("s3:*") } },
      0,
    ],
    [
      "a managed policy",
      {
        type: "aws_iam_role_policy_attachment",
        actions: ["create"],
        after: { role: "acme-ci", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      },
      1,
    ],
    [
      "a role of a project",
      {
        type: "google_project_iam_member",
        actions: ["create"],
        after: { role: "roles/owner", member: "serviceAccount:acme-deploy@acme.iam.gserviceaccount.com" },
      },
      1,
    ],
    [
      "another branch that may take the role",
      {
        type: "aws_iam_role",
        actions: ["update"],
        before: { name: "acme-deploy", assume_role_policy: trust("repo:acme/ml:environment:prod") },
        after: { name: "acme-deploy", assume_role_policy: trust("repo:acme/ml:*") },
      },
      1,
    ],
  ])("%s", (_, change, count) => {
    expect(verdicts(rule("ci-rights-kept"), [change])).toHaveLength(count);
  });

  function trust(subject: string): string {
    return JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringLike: { "token.actions.githubusercontent.com:sub": subject } },
        },
      ],
    });
  }
});

test.each([
  [{ address_type: "INTERNAL" }, 0],
  [{ address_type: "EXTERNAL" }, 1],
])("an address %j: %d", (before, count) => {
  expect(
    verdicts(rule("address-kept"), [{ type: "google_compute_global_address", actions: ["delete"], before }]),
  ).toHaveLength(count);
});

test.each([
  [{ oidc: [{ issuer_uri: "https://a" }] }, { oidc: [{ issuer_uri: "https://b" }] }, 1],
  [{ oidc: [{ issuer_uri: "https://a" }] }, { oidc: [{ issuer_uri: "https://a" }] }, 0],
  [{ oidc: [{ issuer_uri: "https://a" }] }, {}, 0],
  [{ disabled: false }, { disabled: true }, 1],
])("a provider of identities from %j to %j: %d", (before, after, count) => {
  const change = { type: "google_iam_workload_identity_pool_provider", actions: ["update"], before, after } as const;
  expect(verdicts(rule("identity-provider-kept"), [change])).toHaveLength(count);
});
