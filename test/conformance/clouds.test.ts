import * as aws from "../../src/constructs/aws";
import * as google from "../../src/constructs/google";
import { estimateCost, type UsageAssumptions } from "../../src/review";
import type { Resource } from "../../src/review/model";
import { type Cloud, shipped, shippedGraph } from "../stacks/shipped";

/** Exports of every cloud under the same name. */
const COMMON = [
  "Bucket",
  "Budget",
  "CiIdentities",
  "Cluster",
  "Database",
  "ImageRegistry",
  "Key",
  "Network",
  "NodePool",
  "SecretStore",
  "StateBucket",
  "WorkloadIdentity",
];

/** Resources that a team's account may already have. */
const IMPORTABLE = ["Bucket", "Cluster", "Database", "Key", "Network", "StateBucket"];

/** Cloud-specific spellings. */
interface Dialect {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly bucket: string;
  readonly nodePool: string;
  readonly poolName: string;
  readonly identity: string;
  readonly secret: string;
  readonly key: string;
  /** Location of default tags or labels in the provider block. */
  readonly tags: (provider: Record<string, unknown>) => unknown;
  /** Types that would hold secret material if Terraform wrote them. */
  readonly secretMaterial: readonly string[];
}

const DIALECTS: Readonly<Record<Cloud, Dialect>> = {
  aws: {
    exports: aws,
    bucket: "aws_s3_bucket",
    nodePool: "aws_eks_node_group",
    poolName: "node_group_name",
    identity: "aws_eks_pod_identity_association",
    secret: "aws_secretsmanager_secret",
    key: "aws_kms_key",
    tags: ({ default_tags }) => (default_tags as { tags: unknown }[])[0]?.tags,
    secretMaterial: ["aws_iam_access_key", "aws_secretsmanager_secret_version", "random_password", "tls_private_key"],
  },
  google: {
    exports: google,
    bucket: "google_storage_bucket",
    nodePool: "google_container_node_pool",
    poolName: "name",
    identity: "google_service_account_iam_member",
    secret: "google_secret_manager_secret",
    key: "google_kms_crypto_key",
    tags: ({ default_labels }) => default_labels,
    secretMaterial: ["google_service_account_key", "random_password", "tls_private_key"],
  },
};

describe.each<Cloud>(["aws", "google"])("%s follows the contract", (cloud) => {
  const dialect = DIALECTS[cloud];
  const graph = shippedGraph(cloud, "prod");
  const of = (type: string) => graph.ofType(type);
  const byName = (resources: readonly Resource[], attribute: string) =>
    resources.map(({ body }) => String(body[attribute])).sort();

  test("its entry point exports every construct that both clouds have", () => {
    expect(COMMON.filter((name) => typeof dialect.exports[name] !== "function")).toEqual([]);
  });

  test("constructs of resources that a team may already have can be created from their attributes", () => {
    const missing = IMPORTABLE.filter(
      (name) => typeof (dialect.exports[name] as { fromAttributes?: unknown }).fromAttributes !== "function",
    );
    expect(missing).toEqual([]);
  });

  test("prod consists of the stacks bootstrap, foundation, platform and models", () => {
    expect(graph.stacks.map(({ name }) => name)).toEqual([
      `${cloud}-prod-bootstrap`,
      `${cloud}-prod-foundation`,
      `${cloud}-prod-platform`,
      `${cloud}-prod-models`,
    ]);
  });

  test("prod has a bucket for each purpose, named after organization, environment and purpose", () => {
    const names = byName(of(dialect.bucket), cloud === "aws" ? "bucket" : "name");
    for (const purpose of ["artifacts", "datasets", "pipelines", "models", "logs", "backups", "tfstate"])
      expect(names).toContain(`acme-prod-${purpose}`);
  });

  test("the cluster has the node pools general, gpu, spot and system", () => {
    // On AWS, pools that start at zero are managed by Karpenter alone.
    const karpenter = of("kubernetes/NodePool").map(({ name }) => name);
    const pools = new Set([...byName(of(dialect.nodePool), dialect.poolName), ...karpenter]);
    expect([...pools].sort()).toEqual(["general", "gpu", "spot", "system"]);
  });

  test("components, models and pipelines that run there have an identity in the cloud", () => {
    const text = JSON.stringify(of(dialect.identity).map(({ body }) => body));
    for (const account of [
      "mlflow",
      "pipeline-runner",
      "airflow",
      "model-fraud-detection",
      "external-secrets",
      "velero",
    ])
      expect(text).toContain(account);
  });

  test("a team's identity reaches only the team's part of the pipelines bucket", () => {
    const text = JSON.stringify(graph.resources.filter(({ address }) => address.includes("team-fraud")));
    expect(text).toContain("acme-prod-team-fraud");
    expect(text).toContain("private-artifacts/fraud/");
    expect(text).not.toMatch(/private-artifacts\/(?!fraud\b)/);
  });

  test("the secret store has entries, and no secret gets its value from Terraform", () => {
    expect(of(dialect.secret).length).toBeGreaterThanOrEqual(3);
    expect(dialect.secretMaterial.flatMap((type) => of(type).map(({ address }) => address))).toEqual([]);
  });

  test("no resource contains a secret in plain text", () => {
    const text = JSON.stringify(graph.resources.map(({ body }) => body));
    // A template of External Secrets names the password that it inserts on the cluster.
    expect(text).not.toMatch(
      /BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|"(password|secret_string|secret_data|private_key)":"(?!\{\{)/,
    );
  });

  test("there are at least five keys, so that kinds of data do not share one", () => {
    expect(of(dialect.key).length).toBeGreaterThanOrEqual(5);
  });

  test("every stack tags its resources with environment, owner, cost centre, classification and manager", () => {
    for (const stack of graph.stacks) {
      const [provider] = stack.providers[cloud] ?? [];
      expect(dialect.tags({ ...provider })).toEqual({
        environment: "prod",
        owner: "ml-platform_at_example-com",
        "cost-centre": "ml-1001",
        "data-classification": "confidential",
        "managed-by": "mlops-constructs",
      });
    }
  });

  test("no identity may change every resource", () => {
    const policies = of("aws_iam_role_policy").flatMap(({ body }) => JSON.parse(String(body.policy)).Statement);
    const wide = policies.filter(
      ({ Effect, Resource, Action }: { Effect: string; Resource?: string[]; Action: string[] }) =>
        Effect === "Allow" &&
        Resource?.includes("*") &&
        !Action.every((action) =>
          /^(ecr:GetAuthorizationToken|pricing:GetProducts|\w+:(Describe|List)[\w*]*)$/.test(action),
        ),
    );
    expect(wide).toEqual([]);
    const members = of("google_project_iam_member").filter(({ body }) =>
      /roles\/(owner|editor)$/.test(String(body.role)),
    );
    expect(members).toEqual([]);
  });

  test("dev costs less than staging, staging less than prod", () => {
    const cost = (name: string) => {
      const usage: UsageAssumptions = shipped(cloud, name).usage;
      return estimateCost(shippedGraph(cloud, name), usage, "2026-11-01").monthly.toNumber();
    };
    expect(cost("dev")).toBeLessThan(cost("staging"));
    expect(cost("staging")).toBeLessThan(cost("prod"));
  });
});
