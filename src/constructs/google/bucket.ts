import { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { Grantee } from "./workload-identity";

export interface BucketProps {
  /** Globally unique, at most 63 characters. */
  readonly name: string;
  readonly region: string;
  /** Customer-managed key for the objects. */
  readonly key: contracts.EncryptionKey;
  /** Days to keep noncurrent versions of an object. @default 90 */
  readonly noncurrentVersionDays?: number;
  /** Days after which objects move to the Nearline storage class. @default - never */
  readonly infrequentAccessAfterDays?: number;
  /** Days after which objects are deleted. @default - never */
  readonly expireAfterDays?: number;
  /** Bucket that Google delivers the usage log to, below the prefix `<name>/`. @default - no usage log */
  readonly accessLogs?: Bucket;
  /** Prevent deletion of the bucket and its contents. @default true */
  readonly deletionProtection?: boolean;
}

export interface BucketAttributes {
  readonly name: string;
  readonly region: string;
}

export interface GrantOptions {
  /** Only objects below this prefix, without leading or trailing slashes. @default - the whole bucket */
  readonly prefix?: string;
}

/** What users of a bucket need to know about it. */
export interface IBucket extends contracts.ObjectStore {
  grantRead(grantee: Grantee, options?: GrantOptions): void;
  grantReadWrite(grantee: Grantee, options?: GrantOptions): void;
}

/** Reads, writes and deletes objects, but can't change the bucket or its access policy. */
const ROLES = { read: "roles/storage.objectViewer", write: "roles/storage.objectUser" } as const;

/** A private, versioned bucket, encrypted with a customer-managed key; access through IAM only, never through ACLs. */
export class Bucket extends Construct implements IBucket {
  readonly bucket: StorageBucket;
  readonly name: string;
  readonly region: string;

  /** An existing bucket. */
  static fromAttributes(attributes: BucketAttributes): IBucket {
    return {
      ...objectStore(attributes.name, attributes.region),
      grantRead: (grantee, options = {}) => grant(attributes.name, attributes.name, grantee, "read", options),
      grantReadWrite: (grantee, options = {}) => grant(attributes.name, attributes.name, grantee, "write", options),
    };
  }

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    this.name = props.name;
    this.region = props.region;
    const deletionProtection = props.deletionProtection ?? true;
    this.bucket = new StorageBucket(this, "bucket", {
      name: props.name,
      location: props.region,
      storageClass: "STANDARD",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
      encryption: { defaultKmsKeyName: props.key.id },
      softDeletePolicy: { retentionDurationSeconds: 7 * 86_400 },
      lifecycleRule: lifecycleRules(props),
      ...(props.accessLogs && { logging: { logBucket: props.accessLogs.name, logObjectPrefix: props.name } }),
      forceDestroy: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
    });
    waitFor(this.bucket, props.key);
    if (props.accessLogs) {
      props.accessLogs.admitUsageLogs();
      waitFor(this.bucket, props.accessLogs);
    }
  }

  readonly scheme = "gs";

  get uri(): string {
    return objectStore(this.name, this.region).uri;
  }

  get endpoint(): string {
    return objectStore(this.name, this.region).endpoint;
  }

  grantRead(grantee: Grantee, options: GrantOptions = {}): void {
    grant(this.name, this.bucket.name, grantee, "read", options);
  }

  grantReadWrite(grantee: Grantee, options: GrantOptions = {}): void {
    grant(this.name, this.bucket.name, grantee, "write", options);
  }

  /** https://cloud.google.com/storage/docs/access-logs#delivery */
  private admitUsageLogs(): void {
    if (this.node.tryFindChild("usage-logs")) return;
    new StorageBucketIamMember(this, "usage-logs", {
      bucket: this.bucket.name,
      role: "roles/storage.objectCreator",
      member: "group:cloud-storage-analytics@google.com",
    });
  }
}

function objectStore(name: string, region: string): contracts.ObjectStore {
  return { name, region, scheme: "gs", uri: `gs://${name}`, endpoint: "https://storage.googleapis.com" };
}

/** https://cloud.google.com/storage/docs/lifecycle */
function lifecycleRules({ noncurrentVersionDays = 90, infrequentAccessAfterDays, expireAfterDays }: BucketProps) {
  return [
    {
      action: { type: "Delete" },
      condition: { daysSinceNoncurrentTime: noncurrentVersionDays, withState: "ARCHIVED" },
    },
    { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
    ...(infrequentAccessAfterDays === undefined
      ? []
      : [
          {
            action: { type: "SetStorageClass", storageClass: "NEARLINE" },
            condition: { age: infrequentAccessAfterDays, matchesStorageClass: ["STANDARD"] },
          },
        ]),
    ...(expireAfterDays === undefined ? [] : [{ action: { type: "Delete" }, condition: { age: expireAfterDays } }]),
  ];
}

function grant(
  name: string,
  bucket: string,
  grantee: Grantee,
  access: keyof typeof ROLES,
  { prefix }: GrantOptions,
): void {
  const place = prefix === undefined ? name : `${name}-${prefix.replaceAll("/", "-")}`;
  new StorageBucketIamMember(grantee, `${access}-${place}`, {
    bucket,
    role: ROLES[access],
    member: grantee.member,
    ...(prefix !== undefined && { condition: { title: `below ${prefix}`, expression: below(name, prefix) } }),
  });
}

/** https://cloud.google.com/iam/docs/conditions-attribute-reference#cloud-storage */
function below(bucket: string, prefix: string): string {
  const objects = `resource.name.startsWith("projects/_/buckets/${bucket}/objects/${prefix}/")`;
  const listing = `api.getAttribute("storage.googleapis.com/objectListPrefix", "").startsWith("${prefix}/")`;
  return `${objects} || ${listing}`;
}
