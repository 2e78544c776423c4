import { Bucket, Key, WorkloadIdentity } from "../../../src/constructs/aws";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });
const minimal = { name: "acme-models", region: "us-east-1", key };

interface Statement {
  Sid: string;
  Effect: string;
  Action: string[];
  Resource: string[];
  Condition?: object;
}

function statements({ policy }: { readonly policy?: unknown }): Statement[] {
  return JSON.parse(String(policy)).Statement;
}

describe("a bucket with no options", () => {
  const { only, all } = synthesizeConstruct((scope) => new Bucket(scope, "bucket", minimal));

  test("blocks all public access", () => {
    expect(only("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(only("aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("encrypts with the given key", () => {
    expect(only("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: key.id },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("denies requests without TLS, or with an old version", () => {
    const denied = statements(only("aws_s3_bucket_policy")).filter(({ Effect }) => Effect === "Deny");
    expect(denied.map(({ Condition }) => Condition)).toEqual([
      { Bool: { "aws:SecureTransport": ["false"] } },
      { NumericLessThan: { "s3:TlsVersion": ["1.2"] } },
    ]);
    for (const { Resource } of denied)
      expect(Resource).toEqual(["arn:aws:s3:::acme-models", "arn:aws:s3:::acme-models/*"]);
  });

  test("keeps old versions for 90 days and cleans up incomplete uploads", () => {
    expect(only("aws_s3_bucket_versioning")).toMatchObject({ versioning_configuration: { status: "Enabled" } });
    expect(only("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      expect.objectContaining({
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      }),
    ]);
  });

  test("can't be deleted", () => {
    expect(only("aws_s3_bucket")).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
  });

  test("writes no access log unless a target is set", () => {
    expect(all("aws_s3_bucket_logging")).toEqual([]);
  });
});

test("a bucket with every option", () => {
  const { only, all } = synthesizeConstruct((scope) => {
    const accessLogs = new Bucket(scope, "logs", { ...minimal, name: "acme-logs", key: "aws-managed" });
    new Bucket(scope, "bucket", {
      ...minimal,
      accessLogs,
      noncurrentVersionDays: 7,
      infrequentAccessAfterDays: 30,
      expireAfterDays: 365,
      deletionProtection: false,
    });
  });
  const bucket = all("aws_s3_bucket").find(({ bucket }) => bucket === "acme-models");
  expect(bucket).toMatchObject({ force_destroy: true, lifecycle: { prevent_destroy: false } });
  expect(only("aws_s3_bucket_logging")).toMatchObject({ target_prefix: "acme-models/" });
  expect(only("aws_s3_bucket_logging").depends_on).toContainEqual(
    expect.stringContaining("aws_s3_bucket_policy.logs_policy"),
  );
  const rules = all("aws_s3_bucket_lifecycle_configuration").flatMap(({ rule }) => rule);
  expect(rules).toContainEqual(expect.objectContaining({ transition: [{ days: 30, storage_class: "STANDARD_IA" }] }));
  expect(rules).toContainEqual(expect.objectContaining({ expiration: [{ days: 365 }] }));
  expect(rules).toContainEqual(expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 7 }] }));
});

test("S3 may deliver access logs only to a bucket without a customer-managed key", () => {
  const { only } = synthesizeConstruct((scope) => new Bucket(scope, "logs", { ...minimal, key: "aws-managed" }));
  expect(statements(only("aws_s3_bucket_policy"))).toContainEqual(
    expect.objectContaining({ Principal: { Service: ["logging.s3.amazonaws.com"] }, Action: ["s3:PutObject"] }),
  );
});

describe("grants", () => {
  const grant = (give: (bucket: Bucket, identity: WorkloadIdentity) => void) =>
    statements(
      synthesizeConstruct((scope) => {
        const identity = new WorkloadIdentity(scope, "identity", {
          name: "reader",
          cluster: { name: "cluster" },
          namespace: "n",
          serviceAccount: "s",
        });
        give(new Bucket(scope, "bucket", minimal), identity);
      }).only("aws_iam_role_policy"),
    );

  test("read access reads objects, and decrypts through S3 only", () => {
    const [list, objects, useKey] = grant((bucket, identity) => bucket.grantRead(identity));
    expect(list).toMatchObject({ Resource: ["arn:aws:s3:::acme-models"] });
    expect(objects).toMatchObject({
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: ["arn:aws:s3:::acme-models/*"],
    });
    expect(useKey).toMatchObject({
      Action: ["kms:Decrypt"],
      Resource: [key.id],
      Condition: { StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com"] } },
    });
  });

  test("write access can't change the bucket", () => {
    const actions = grant((bucket, identity) => bucket.grantReadWrite(identity)).flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(["s3:PutObject", "s3:DeleteObject", "kms:GenerateDataKey"]));
    expect(actions.filter((action) => /\*|Policy|Acl|Bucket(?!Location|MultipartUploads)$/.test(action))).toEqual([
      "s3:ListBucket",
    ]);
  });

  test("a prefix limits objects and listing", () => {
    const [list, objects] = grant((bucket, identity) => bucket.grantReadWrite(identity, { prefix: "airflow" }));
    expect(objects?.Resource).toEqual(["arn:aws:s3:::acme-models/airflow/*"]);
    expect(list?.Condition).toEqual({ StringLike: { "s3:prefix": ["airflow", "airflow/*"] } });
  });

  test("a client that first asks whether the bucket exists gets an answer, in spite of its prefix", () => {
    const all = grant((bucket, identity) => bucket.grantRead(identity, { prefix: "fraud/model", headBucket: true }));
    expect(all.find(({ Sid }) => Sid === "Head")).toMatchObject({
      Action: ["s3:ListBucket", "s3:GetBucketLocation"],
      Condition: { Null: { "s3:prefix": ["true"] } },
    });
    const others = grant((bucket, identity) => bucket.grantRead(identity, { prefix: "fraud/model" }));
    expect(others.map(({ Sid }) => Sid)).not.toContain("Head");
  });

  test("an existing bucket is granted the same way", () => {
    const existing = Bucket.fromAttributes({ name: "acme-models", region: "us-east-1", key });
    expect(grant((_, identity) => existing.grantRead(identity))).toEqual(
      grant((bucket, identity) => bucket.grantRead(identity)),
    );
  });
});
