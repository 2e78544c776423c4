import * as aws from "../../src/constructs/aws";
import * as google from "../../src/constructs/google";
import type * as contracts from "../../src/contracts";
import type { Construct } from "../../src/framework/terraform";
import { synthesizeConstruct } from "../constructs/synthesize-construct";
import { type Cloud, shippedGraph } from "../stacks/shipped";

/** One of each, as everything above a cloud receives it. */
interface Contracts {
  readonly ClusterAccess: contracts.ClusterAccess;
  readonly WorkloadIdentity: contracts.WorkloadIdentity;
  readonly ObjectStore: contracts.ObjectStore;
  readonly PostgresDatabase: contracts.PostgresDatabase;
  readonly MysqlDatabase: contracts.MysqlDatabase;
  readonly ImageRegistry: contracts.ImageRegistry;
  readonly SecretStore: contracts.SecretStore;
  readonly EncryptionKey: contracts.EncryptionKey;
}

const ENTRIES = { "oidc-client": "Client of the identity provider" };
const SERVICE_ACCOUNT = { name: "acme-mlflow", namespace: "mlflow", serviceAccount: "mlflow" };

function onAws(scope: Construct): Contracts {
  const region = "us-east-1";
  const accountId = "111111111111";
  const key = new aws.Key(scope, "key", { name: "acme", description: "All", accountId, region });
  const network = new aws.Network(scope, "network", {
    name: "acme",
    region,
    zones: ["us-east-1a", "us-east-1b"],
    cidr: "10.0.0.0/16",
    logKey: key,
  });
  const cluster = new aws.Cluster(scope, "cluster", {
    name: "acme",
    region,
    version: "1.35",
    network,
    key,
    logKey: key,
  });
  return {
    ClusterAccess: cluster,
    WorkloadIdentity: new aws.WorkloadIdentity(scope, "identity", { ...SERVICE_ACCOUNT, cluster }),
    ObjectStore: new aws.Bucket(scope, "bucket", { name: "acme-models", region, key }),
    PostgresDatabase: new aws.Database(scope, "database", {
      name: "acme",
      network,
      type: "db.m7g.large",
      key,
      logKey: key,
    }),
    MysqlDatabase: new aws.MysqlDatabase(scope, "mysql", {
      name: "acme",
      network,
      type: "db.m7g.large",
      key,
      logKey: key,
    }),
    ImageRegistry: new aws.ImageRegistry(scope, "registry", {
      name: "acme",
      accountId,
      region,
      repositories: ["training"],
      key,
    }),
    SecretStore: new aws.SecretStore(scope, "secrets", { prefix: "acme", region, entries: ENTRIES, key }),
    EncryptionKey: key,
  };
}

function onGoogle(scope: Construct): Contracts {
  const region = "us-central1";
  const projectId = "acme-ml";
  const zones = ["us-central1-a", "us-central1-b"];
  const keyRing = new google.KeyRing(scope, "ring", { name: "acme", location: region });
  const key = new google.Key(scope, "key", { name: "acme", keyRing, projectNumber: "123456789012", usedBy: [] });
  const network = new google.Network(scope, "network", {
    name: "acme",
    region,
    zones,
    cidr: "10.0.0.0/16",
    podCidr: "100.64.0.0/14",
    serviceCidr: "172.20.0.0/16",
    controlPlaneCidr: "172.16.0.0/28",
    managedServicesCidr: "172.18.0.0/20",
  });
  const cluster = new google.Cluster(scope, "cluster", {
    name: "acme",
    projectId,
    region,
    zones,
    version: "1.35",
    network,
    key,
  });
  return {
    ClusterAccess: cluster,
    WorkloadIdentity: new google.WorkloadIdentity(scope, "identity", { ...SERVICE_ACCOUNT, cluster }),
    ObjectStore: new google.Bucket(scope, "bucket", { name: "acme-models", region, key }),
    PostgresDatabase: new google.Database(scope, "database", {
      name: "acme",
      region,
      network,
      type: "db-custom-2-8192",
      key,
      secretKey: key,
    }),
    MysqlDatabase: new google.MysqlDatabase(scope, "mysql", {
      name: "acme",
      region,
      network,
      type: "db-custom-2-8192",
      key,
      secretKey: key,
    }),
    ImageRegistry: new google.ImageRegistry(scope, "registry", { name: "acme", projectId, region, key }),
    SecretStore: new google.SecretStore(scope, "secrets", { prefix: "acme", region, entries: ENTRIES, key }),
    EncryptionKey: key,
  };
}

/** Every field of every contract; only `annotations` and `podLabels` may be empty. */
const FIELDS: { readonly [Name in keyof Contracts]: readonly (keyof Contracts[Name] & string)[] } = {
  ClusterAccess: ["name", "endpoint", "certificateAuthority", "exec"],
  WorkloadIdentity: ["namespace", "serviceAccount", "principal"],
  ObjectStore: ["name", "scheme", "uri", "region", "endpoint"],
  PostgresDatabase: ["engine", "host", "port", "adminUser", "adminSecret", "certificateAuthority"],
  MysqlDatabase: ["engine", "host", "port", "adminUser", "adminSecret", "certificateAuthority"],
  ImageRegistry: ["address", "region"],
  SecretStore: ["prefix", "region", "entries"],
  EncryptionKey: ["id"],
};

const BUILD: Readonly<Record<Cloud, (scope: Construct) => Contracts>> = { aws: onAws, google: onGoogle };

describe.each<Cloud>(["aws", "google"])("contracts on %s", (cloud) => {
  test.each(Object.entries(FIELDS))("%s fills every field of its contract", (name, fields) => {
    const empty: string[] = [];
    synthesizeConstruct((scope) => {
      const contract: object = BUILD[cloud](scope)[name as keyof Contracts];
      const values = new Map(fields.map((field) => [field, Reflect.get(contract, field)]));
      empty.push(...fields.filter((field) => saysNothing(values.get(field))));
    });
    expect(empty).toEqual([]);
  });
});

function saysNothing(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (typeof value === "number") return value <= 0;
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}

test("every bucket of a foundation on AWS is private, versioned, encrypted, and denies requests without TLS", () => {
  const graph = shippedGraph("aws", "prod");
  const companions = [
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_versioning",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_lifecycle_configuration",
  ];
  const buckets = graph.ofType("aws_s3_bucket");
  expect(buckets.length).toBeGreaterThan(6);
  const bare = buckets.flatMap((bucket) =>
    companions.filter((type) => graph.referrers(bucket, type).length !== 1).map((type) => `${bucket.address}: ${type}`),
  );
  expect(bare).toEqual([]);
});

test("every bucket of a foundation on Google Cloud is private, versioned and encrypted with a customer-managed key", () => {
  const buckets = shippedGraph("google", "prod").ofType("google_storage_bucket");
  expect(buckets.length).toBeGreaterThan(6);
  for (const { body } of buckets) {
    expect(body).toMatchObject({
      public_access_prevention: "enforced",
      uniform_bucket_level_access: true,
      versioning: { enabled: true },
      encryption: { default_kms_key_name: expect.stringContaining("google_kms_crypto_key") },
    });
  }
});
