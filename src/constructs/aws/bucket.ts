import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { type PolicyStatement, policyDocument } from "./policy-document";
import type { Grantee } from "./role";

export interface BucketProps {
  /** Globally unique, at most 63 characters. */
  readonly name: string;
  readonly region: string;
  /**
   * Customer-managed key for the objects. Use `aws-managed` for buckets that S3 delivers access logs to: S3 requires it
   * there.
   */
  readonly key: contracts.EncryptionKey | "aws-managed";
  /** Days to keep noncurrent versions of an object. @default 90 */
  readonly noncurrentVersionDays?: number;
  /** Days after which objects move to the infrequent-access storage class. @default - never */
  readonly infrequentAccessAfterDays?: number;
  /** Days after which objects are deleted. @default - never */
  readonly expireAfterDays?: number;
  /** Bucket that S3 delivers the access log to, below the prefix `<name>/`. @default - no access log */
  readonly accessLogs?: Bucket;
  /** Prevent deletion of the bucket and its contents. @default true */
  readonly deletionProtection?: boolean;
}

export interface BucketAttributes {
  readonly name: string;
  readonly region: string;
  /** Customer-managed key of the bucket, if it has one: grants include it. */
  readonly key?: contracts.EncryptionKey;
}

export interface GrantOptions {
  /** Only objects below this prefix, without leading or trailing slashes. @default - the whole bucket */
  readonly prefix?: string;
  /**
   * Allows the question whether the bucket exists, which some clients ask first. S3 has no permission of its own for it:
   * it includes the names of all objects, but not their content. @default false
   */
  readonly headBucket?: boolean;
}

/** What users of a bucket need to know about it. */
export interface IBucket extends contracts.ObjectStore {
  grantRead(grantee: Grantee, options?: GrantOptions): void;
  grantReadWrite(grantee: Grantee, options?: GrantOptions): void;
}

const READ_OBJECTS = ["s3:GetObject", "s3:GetObjectVersion"];
const WRITE_OBJECTS = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

/**
 * A private, versioned bucket, encrypted with a customer-managed key, that only accepts TLS 1.2 or newer and ignores
 * ACLs.
 */
export class Bucket extends Construct implements IBucket {
  readonly bucket: S3Bucket;
  readonly name: string;
  readonly region: string;
  private readonly key: contracts.EncryptionKey | undefined;

  /** An existing bucket. */
  static fromAttributes(attributes: BucketAttributes): IBucket {
    return {
      ...objectStore(attributes.name, attributes.region),
      grantRead: (grantee, options = {}) => grant(attributes, grantee, "read", options),
      grantReadWrite: (grantee, options = {}) => grant(attributes, grantee, "write", options),
    };
  }

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    this.name = props.name;
    this.region = props.region;
    this.key = props.key === "aws-managed" ? undefined : props.key;
    const deletionProtection = props.deletionProtection ?? true;
    this.bucket = new S3Bucket(this, "bucket", {
      bucket: props.name,
      forceDestroy: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.keepVersions();
    this.encrypt();
    this.keepPrivate(props);
    this.expire(props);
    if (props.accessLogs) this.logAccess(props.accessLogs);
  }

  readonly scheme = "s3";

  get uri(): string {
    return objectStore(this.name, this.region).uri;
  }

  get endpoint(): string {
    return objectStore(this.name, this.region).endpoint;
  }

  get arn(): string {
    return bucketArn(this.name);
  }

  grantRead(grantee: Grantee, options: GrantOptions = {}): void {
    grant(this.attributes, grantee, "read", options);
  }

  grantReadWrite(grantee: Grantee, options: GrantOptions = {}): void {
    grant(this.attributes, grantee, "write", options);
  }

  private get attributes(): BucketAttributes {
    return { name: this.name, region: this.region, ...(this.key && { key: this.key }) };
  }

  private keepVersions(): void {
    new S3BucketVersioningA(this, "versioning", {
      bucket: this.bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
  }

  private encrypt(): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: this.key
            ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.key.id }
            : { sseAlgorithm: "AES256" },
          // One KMS request for many objects: cuts the cost of requests by up to 99 %.
          ...(this.key && { bucketKeyEnabled: true }),
        },
      ],
    });
  }

  private keepPrivate({ name, key }: BucketProps): void {
    const block = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const ownership = new S3BucketOwnershipControls(this, "ownership", {
      bucket: this.bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucket.id,
      policy: policyDocument([...denyOldTransport(name), ...(key === "aws-managed" ? [admitAccessLogs(name)] : [])]),
      // S3 rejects concurrent changes to the three settings (OperationAborted).
      dependsOn: [block, ownership],
    });
  }

  private expire(props: BucketProps): void {
    const { noncurrentVersionDays = 90, infrequentAccessAfterDays, expireAfterDays } = props;
    const rule = (
      id: string,
      actions: Partial<S3BucketLifecycleConfigurationRule>,
    ): S3BucketLifecycleConfigurationRule => ({
      id,
      status: "Enabled",
      filter: [{ prefix: "" }],
      ...actions,
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket.id,
      rule: [
        rule("noncurrent-versions", {
          noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        }),
        ...(infrequentAccessAfterDays === undefined
          ? []
          : [
              rule("infrequent-access", {
                transition: [{ days: infrequentAccessAfterDays, storageClass: "STANDARD_IA" }],
              }),
            ]),
        ...(expireAfterDays === undefined ? [] : [rule("expire", { expiration: [{ days: expireAfterDays }] })]),
      ],
    });
  }

  private logAccess(target: Bucket): void {
    const logging = new S3BucketLoggingA(this, "logging", {
      bucket: this.bucket.id,
      targetBucket: target.bucket.id,
      targetPrefix: `${this.name}/`,
    });
    // S3 rejects a target bucket whose policy doesn't allow log delivery yet.
    waitFor(logging, target);
  }
}

function objectStore(name: string, region: string): contracts.ObjectStore {
  return { name, region, scheme: "s3", uri: `s3://${name}`, endpoint: `https://s3.${region}.amazonaws.com` };
}

function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

function grant(
  { name, region, key }: BucketAttributes,
  grantee: Grantee,
  access: "read" | "write",
  { prefix, headBucket = false }: GrantOptions,
): void {
  const list: PolicyStatement = {
    sid: "List",
    actions: [
      "s3:ListBucket",
      "s3:GetBucketLocation",
      ...(access === "write" ? ["s3:ListBucketMultipartUploads"] : []),
    ],
    resources: [bucketArn(name)],
    ...(prefix !== undefined && { conditions: { StringLike: { "s3:prefix": [prefix, `${prefix}/*`] } } }),
  };
  const head: PolicyStatement[] =
    headBucket && prefix !== undefined
      ? [
          {
            sid: "Head",
            actions: ["s3:ListBucket", "s3:GetBucketLocation"],
            resources: [bucketArn(name)],
            // A HeadBucket request has no prefix: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
            conditions: { Null: { "s3:prefix": ["true"] } },
          },
        ]
      : [];
  const objects: PolicyStatement = {
    sid: "Objects",
    actions: access === "write" ? [...READ_OBJECTS, ...WRITE_OBJECTS] : READ_OBJECTS,
    resources: [`${bucketArn(name)}/${prefix === undefined ? "" : `${prefix}/`}*`],
  };
  const useKey: PolicyStatement[] = key
    ? [
        {
          sid: "Key",
          actions: access === "write" ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
          resources: [key.id],
          conditions: { StringEquals: { "kms:ViaService": [`s3.${region}.amazonaws.com`] } },
        },
      ]
    : [];
  const place = prefix === undefined ? name : `${name}-${prefix.replaceAll("/", "-")}`;
  grantee.allow(`${access}-${place}`, [list, ...head, objects, ...useKey]);
}

function denyOldTransport(name: string): PolicyStatement[] {
  const everything = {
    principals: "*",
    effect: "Deny",
    actions: ["s3:*"],
    resources: [bucketArn(name), `${bucketArn(name)}/*`],
  } as const;
  return [
    { sid: "DenyWithoutTls", ...everything, conditions: { Bool: { "aws:SecureTransport": ["false"] } } },
    { sid: "DenyOldTls", ...everything, conditions: { NumericLessThan: { "s3:TlsVersion": ["1.2"] } } },
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
function admitAccessLogs(name: string): PolicyStatement {
  return {
    sid: "AccessLogDelivery",
    principals: { type: "Service", identifiers: ["logging.s3.amazonaws.com"] },
    actions: ["s3:PutObject"],
    resources: [`${bucketArn(name)}/*`],
  };
}
