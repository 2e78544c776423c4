import { Bucket, type BucketProps, Key, WorkloadIdentity } from "../../../src/constructs/google";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ id: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" });
const minimal: BucketProps = { name: "acme-models", region: "us-central1", key };

const bucket = (props: Partial<BucketProps> = {}) =>
  synthesizeConstruct((scope) => new Bucket(scope, "bucket", { ...minimal, ...props })).only("google_storage_bucket");

test("a bucket with no options is private, versioned, encrypted with the given key, and can't be deleted", () => {
  expect(bucket()).toMatchObject({
    location: "us-central1",
    uniform_bucket_level_access: true,
    public_access_prevention: "enforced",
    versioning: { enabled: true },
    encryption: { default_kms_key_name: key.id },
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
    lifecycle_rule: [
      { action: { type: "Delete" }, condition: { days_since_noncurrent_time: 90, with_state: "ARCHIVED" } },
      { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
    ],
  });
});

test("a bucket with every option", () => {
  const { all } = synthesizeConstruct((scope) => {
    const accessLogs = new Bucket(scope, "logs", { ...minimal, name: "acme-logs" });
    for (const name of ["acme-models", "acme-data"]) {
      new Bucket(scope, name, {
        ...minimal,
        name,
        accessLogs,
        infrequentAccessAfterDays: 30,
        expireAfterDays: 365,
        deletionProtection: false,
      });
    }
  });
  const models = all("google_storage_bucket").find(({ name }) => name === "acme-models");
  expect(models).toMatchObject({
    force_destroy: true,
    logging: { log_bucket: "acme-logs", log_object_prefix: "acme-models" },
    lifecycle_rule: expect.arrayContaining([
      {
        action: { type: "SetStorageClass", storage_class: "NEARLINE" },
        condition: { age: 30, matches_storage_class: ["STANDARD"] },
      },
      { action: { type: "Delete" }, condition: { age: 365 } },
    ]),
  });
  expect(all("google_storage_bucket_iam_member")).toEqual([
    expect.objectContaining({
      role: "roles/storage.objectCreator",
      member: "group:cloud-storage-analytics@google.com",
    }),
  ]);
});

describe("grants", () => {
  const grant = (give: (bucket: Bucket, identity: WorkloadIdentity) => void) =>
    synthesizeConstruct((scope) => {
      const identity = new WorkloadIdentity(scope, "identity", {
        name: "acme-reader",
        cluster: { name: "c", projectId: "p" },
        namespace: "n",
        serviceAccount: "s",
      });
      give(new Bucket(scope, "bucket", minimal), identity);
    }).only("google_storage_bucket_iam_member");

  test("reading can't write, writing can't change the bucket", () => {
    expect(grant((target, identity) => target.grantRead(identity))).toMatchObject({
      role: "roles/storage.objectViewer",
    });
    expect(grant((target, identity) => target.grantReadWrite(identity))).toMatchObject({
      role: "roles/storage.objectUser",
    });
  });

  test("a prefix limits objects and listing", () => {
    expect(grant((target, identity) => target.grantReadWrite(identity, { prefix: "airflow" })).condition).toEqual({
      title: "below airflow",
      expression:
        'resource.name.startsWith("projects/_/buckets/acme-models/objects/airflow/") || api.getAttribute("storage.googleapis.com/objectListPrefix", "").startsWith("airflow/")',
    });
  });

  test("an existing bucket is granted the same way", () => {
    const existing = Bucket.fromAttributes({ name: "acme-models", region: "us-central1" });
    expect(grant((_, identity) => existing.grantRead(identity))).toMatchObject({
      bucket: "acme-models",
      role: "roles/storage.objectViewer",
    });
  });
});
